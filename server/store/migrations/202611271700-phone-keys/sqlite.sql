-- A number is known by its last eight digits, with and without a country's code.
INSERT OR IGNORE INTO match_key (org, key, id)
  SELECT org, 'phone:' || substr(ltrim(substr(key, 7), '0'), -8), id FROM match_key WHERE key LIKE 'phone:%';
DELETE FROM match_key WHERE key LIKE 'phone:%' AND length(key) > 14;
