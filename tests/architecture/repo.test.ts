import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { can } from '#shared/access.ts';
import { entities } from '#shared/model/registry.ts';
import { routes } from '#shared/wire/routes.ts';
import { adapters } from '../../extension/adapters/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));

describe('the house', () => {
  it('has only the rooms that were planned at its top', () => {
    const allowed = new Set([
      'docs',
      'extension',
      'server',
      'shared',
      'tests',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'tsconfig.base.json',
      'wxt.config.ts',
      'README.md',
      'LICENSE',
    ]);
    const top = new Set(files.map((file) => file.split('/')[0] ?? ''));
    expect([...top].filter((name) => !name.startsWith('.') && !allowed.has(name))).toEqual([]);
  });

  it('has no room without a name of its own', () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.tsx?$)/u.test(file))).toEqual([]);
  });

  it('has no file of more than 500 lines of code', () => {
    const long = files.filter((file) => /\.tsx?$/u.test(file)).filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 500);
    expect(long).toEqual([]);
  });

  it('lists every entity in the registry', () => {
    const defined = readdirSync(join(root, 'shared/model')).flatMap((file) =>
      [...readFileSync(join(root, 'shared/model', file), 'utf8').matchAll(/= defineEntity\(\{\s*name: '(\w+)'/gu)].map((match) => match[1]),
    );
    expect(defined.toSorted()).toEqual(entities.map((entity) => entity.name).toSorted());
  });

  it('has a fixture for every adapter, and an entry for every adapter', () => {
    const fixtures = readdirSync(join(root, 'tests/fixtures/captures'));
    for (const adapter of adapters) {
      expect(
        fixtures.some((fixture) => fixture.startsWith(`${adapter.id}--`)),
        adapter.id,
      ).toBe(true);
    }
    const written = readdirSync(join(root, 'extension/adapters')).flatMap(
      (file) => readFileSync(join(root, 'extension/adapters', file), 'utf8').match(/= defineAdapter\(/gu) ?? [],
    );
    expect(written.length).toBe(adapters.length);
  });

  it('names who may use each route', () => {
    for (const [name, route] of Object.entries(routes)) {
      if (route.who === 'session') {
        expect('permission' in route && can('admin', route.permission), name).toBe(true);
      }
    }
  });

  it('keeps raw colours in the tokens alone', () => {
    const sheets = files.filter((file) => file.endsWith('.css') && !file.endsWith('tokens.css') && !file.startsWith('tests/'));
    expect(sheets.length).toBeGreaterThan(1);
    for (const sheet of sheets) {
      expect(readFileSync(join(root, sheet), 'utf8').match(/#[0-9a-f]{3,8}\b(?=[\s;,)])/giu) ?? [], sheet).toEqual(
        sheet.endsWith('console.css') ? ['#fff', '#fff', '#fff'] : [],
      );
    }
  });
});
