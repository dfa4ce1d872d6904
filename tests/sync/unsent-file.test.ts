import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUnsentHead, UNSENT_FORMAT, type UnsentHead } from '#shared/model/unsent.ts';
import { openUnsent, sealUnsent } from '#shared/sync/unsent-file.ts';

const head: UnsentHead = {
  format: UNSENT_FORMAT,
  version: 1,
  device: 'a1b2c3d4e5f6',
  organization: 'Acorn',
  savedAt: '2026-03-01T09:00:00Z',
  edits: 1,
};
const TOKEN_HASH = 'ab'.repeat(32);
const IV = new Uint8Array(12).fill(7);
const op = fc.tuple(
  fc.string(),
  fc.string(),
  fc.string(),
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
  fc.string(),
);
const picture = fc.record({ record: fc.string(), hash: fc.constant('cd'.repeat(32)), bytes: fc.uint8Array().map((bytes) => new Uint8Array(bytes)) });
const unsent = fc.record({ ops: fc.array(op), pictures: fc.array(picture, { maxLength: 3 }) });

test('what was sealed comes out as it was, for the token’s hash alone', async () => {
  await fc.assert(
    fc.asyncProperty(unsent, async (held) => {
      const text = await sealUnsent(head, held, TOKEN_HASH, IV);
      expect(readUnsentHead(text)).toEqual(head);
      expect(await openUnsent(text, TOKEN_HASH)).toEqual({ ok: true, value: held });
      expect(await openUnsent(text, 'ba'.repeat(32))).toEqual({ ok: false, error: 'altered' });
    }),
    { numRuns: 50 },
  );
});

test('nothing in it can be altered, what stands open included', async () => {
  const text = await sealUnsent(head, { ops: [['c1', 'c', 'name', 'canary', 'x']], pictures: [] }, TOKEN_HASH, IV);
  expect(text).not.toContain('canary');
  const file: Record<string, unknown> = JSON.parse(text);
  for (const change of [
    { device: 'ffffffffffff' },
    { organization: 'Bolt' },
    { savedAt: '2026-03-01T09:00:01Z' },
    { edits: 2 },
    { sealed: String(file['sealed']).replace(/^../u, (byte) => (byte === '00' ? '01' : '00')) },
    { sealed: 'not hex' },
    { iv: '00'.repeat(12) },
  ]) {
    expect(await openUnsent(JSON.stringify({ ...file, ...change }), TOKEN_HASH), JSON.stringify(change)).toEqual({ ok: false, error: 'altered' });
  }
  for (const cut of ['', '{}', text.slice(0, -40), '[]']) {
    expect(await openUnsent(cut, TOKEN_HASH)).toEqual({ ok: false, error: 'altered' });
  }
});
