import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';

const root = fileURLToPath(new URL('../..', import.meta.url));
const house = mkdtempSync(join(tmpdir(), 'sidebook-walls-'));
for (const file of ['.oxlintrc.json', '.gitignore']) {
  copyFileSync(join(root, file), join(house, file));
}
symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** An import that each room must not make: the first place stands in the room, the second is what it reaches for. */
const planted: readonly (readonly [file: string, imported: string])[] = [
  ['shared/model/planted.ts', '../wire/sync.ts'],
  ['shared/wire/planted.ts', '../sync/merge.ts'],
  ['shared/sync/planted.ts', '../wire/sync.ts'],
  ['shared/sync/planted-package.ts', 'dexie'],
  ['shared/capture/planted.ts', '../wire/sync.ts'],
  ['shared/analysis/planted.ts', '../wire/sync.ts'],
  ['shared/text/planted.ts', '../sync/merge.ts'],
  ['shared/ui/planted.ts', '#shared/sync/merge.ts'],
  ['shared/ui/customer/planted.ts', '../../wire/sync.ts'],
  ['shared/access.ts', './wire/sync.ts'],
  ['extension/capture/planted.ts', '../store/database.ts'],
  ['extension/adapters/planted.ts', '../platform.ts'],
  ['extension/earlier/planted.ts', '../platform.ts'],
  ['extension/store/planted.ts', '../sync/client.ts'],
  ['extension/sync/planted.ts', '../background/lead.ts'],
  ['extension/content/planted.ts', '../store/database.ts'],
  ['extension/learning/planted.ts', '../platform.ts'],
  ['extension/background/planted.ts', '../sidebar/App.tsx'],
  ['extension/sidebar/planted.ts', '../background/lead.ts'],
  ['extension/sidebar/parts/planted.ts', '../../background/lead.ts'],
  ['extension/sidebar/pages/planted.ts', '../../sync/client.ts'],
  ['extension/messages.ts', './store/database.ts'],
  ['extension/entrypoints/planted.ts', '../../server/app.ts'],
  ['server/http/planted.ts', '../store/sqlite/store.ts'],
  ['server/middleware/planted.ts', '../store/sqlite/open.ts'],
  ['server/services/planted.ts', '../store/sqlite/store.ts'],
  ['server/services/planted-http.ts', 'hono'],
  ['server/store/planted.ts', '../services/push-changes.ts'],
  ['server/planted.ts', '../extension/messages.ts'],
  ['server/console/planted.ts', '../services/push-changes.ts'],
  ['server/console/planted-sync.ts', '#shared/sync/merge.ts'],
];

const Diagnostics = v.object({ diagnostics: v.array(v.object({ code: v.string(), filename: v.string() })) });

function lint(): v.InferOutput<typeof Diagnostics> {
  const run = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--format', 'json', 'shared', 'extension', 'server'], {
    cwd: house,
    encoding: 'utf8',
  });
  return v.parse(Diagnostics, JSON.parse(run.stdout));
}

describe('every wall bites', () => {
  for (const [file, imported] of planted) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), `import { planted } from '${imported}';\n\nexport const kept = planted;\n`);
  }
  const found = lint()
    .diagnostics.filter((diagnostic) => diagnostic.code.includes('no-restricted-imports'))
    .map((diagnostic) => diagnostic.filename);

  it.each(planted)('%s may not import %s', (file) => {
    expect(found).toContain(file);
  });

  it('has a planted import for each room that the lint walls in', () => {
    const Config = v.object({ overrides: v.array(v.object({ files: v.array(v.string()), rules: v.record(v.string(), v.unknown()) })) });
    const config = v.parse(Config, JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')));
    const rooms = config.overrides.filter((override) => 'no-restricted-imports' in override.rules).map((override) => override.files[0] ?? '');
    expect(rooms.length).toBeGreaterThan(15);
    for (const room of rooms) {
      const folder = room.replace(/\*\*?(?:\.ts)?$/u, '');
      expect(
        planted.some(([file]) => file.startsWith(folder)),
        room,
      ).toBe(true);
    }
  });
});

/** Code of a room that names something which does not exist there. */
const foreign: readonly (readonly [project: string, code: string])[] = [
  ['shared', 'export const title = document.title;\n'],
  ['shared', 'export const home = process.cwd();\n'],
  ['shared', "export const reply = fetch('https://a.example');\n"],
  ['server', 'export const title = document.title;\n'],
  ['server/console', 'export const home = process.cwd();\n'],
  ['extension', 'export const home = process.cwd();\n'],
];

describe('types know where they are', () => {
  it.each(foreign)('%s does not compile with %s', (project, code) => {
    mkdirSync(join(root, '.cache'), { recursive: true });
    const place = mkdtempSync(join(root, '.cache', 'planted-'));
    try {
      const options = { composite: false, noEmit: true, emitDeclarationOnly: false, declaration: false, rootDir: root };
      const files = ['planted.ts', ...(project === 'shared' ? [join(root, 'shared/globals.d.ts')] : [])];
      writeFileSync(join(place, 'planted.ts'), code);
      writeFileSync(
        join(place, 'tsconfig.json'),
        JSON.stringify({ extends: join(root, project, 'tsconfig.json'), compilerOptions: options, include: [], files, references: [] }),
      );
      const run = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', place], { cwd: root, encoding: 'utf8' });
      expect(run.stdout).toMatch(/planted\.ts.*TS(?:2304|2552|2584|2580|2591)/u);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
