import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashSources } from '../../server/build-targets.ts';
import { aFolder } from './build/a-server.ts';

test('sources count as changed when a content, a name or a file more differs, and not otherwise', () => {
  const root = aFolder();
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(join(root, 'src', 'deep', 'a.ts'), 'one');
  const sources = ['src', 'missing.json'];
  const hashes = [hashSources(sources, root), hashSources(sources, root)];
  expect(hashes[0]).toBe(hashes[1]);
  writeFileSync(join(root, 'src', 'deep', 'a.ts'), 'two');
  hashes.push(hashSources(sources, root));
  renameSync(join(root, 'src', 'deep', 'a.ts'), join(root, 'src', 'deep', 'b.ts'));
  hashes.push(hashSources(sources, root));
  writeFileSync(join(root, 'missing.json'), '');
  hashes.push(hashSources(sources, root));
  expect(new Set(hashes).size).toBe(4);
});
