import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textsFor } from '#shared/text/index.ts';

const folder = new URL('../../../shared/analysis/', import.meta.url);

/** Every sentence that an analysis says of its method, from the code: which is said may depend on parameters. */
function listMethods(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const code = readFileSync(new URL(name, folder), 'utf8');
      return [...code.matchAll(/\bmethod:([^,]*?)'([^']+)'(?:\s*:\s*'([^']+)')?/gu)].flatMap(([, , one = '', other]) => [
        one,
        ...(other === undefined ? [] : [other]),
      ]);
    });
}

test.each(['zh-CN', 'zh-TW'])('the report says every method in the language of its reader: %s', (locale) => {
  const methods = listMethods();
  expect(methods.length).toBeGreaterThan(30);
  const { method } = textsFor(locale).report;
  expect(methods.filter((one) => method(one, '1').includes(one))).toEqual([]);
});

test('in English they are said as they are', () => {
  expect(listMethods().every((one) => textsFor('en-GB').report.method(one, '1') === `Method 1: ${one}`)).toBe(true);
});
