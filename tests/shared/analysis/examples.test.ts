import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../shared/analysis');
const files = globSync('**/*.ts', { cwd: folder }).toSorted();
const modules = await Promise.all(files.map((file): Promise<Record<string, unknown>> => import(path.join(folder, file))));
const everything = createContext(Object.assign({}, ...modules));

const examples = files.flatMap((file) =>
  [...readFileSync(path.join(folder, file), 'utf8').matchAll(/\* @example\n \* (.+) \/\/ (.+)\n/gu)].map((match) => ({
    file,
    code: match[1] ?? '',
    expected: match[2] ?? '',
  })),
);

describe('examples in the code', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThan(8);
  });

  it.each(examples)('$file: $code', ({ code, expected }) => {
    const run = (text: string): unknown => JSON.stringify(runInContext(`(${text})`, everything)) ?? 'undefined';
    expect(run(code)).toBe(run(expected));
  });
});
