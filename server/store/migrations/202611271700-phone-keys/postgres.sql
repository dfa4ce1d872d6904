-- A number is known by its last eight digits, with and without a country's code.
INSERT INTO match_key (org, key, id)
  SELECT org, 'phone:' || right(ltrim(substr(key, 7), '0'), 8), id FROM match_key WHERE key LIKE 'phone:%'
  ON CONFLICT DO NOTHING;
DELETE FROM match_key WHERE key LIKE 'phone:%' AND length(key) > 14;
