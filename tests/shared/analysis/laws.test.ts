import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { analyses } from '#shared/analysis/registry.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import type { NewLine } from '#shared/analysis/core/lines.ts';
import { linesOf } from './an-order.ts';
import { anyLines, aTable } from './some-lines.ts';

/** Analyses whose results are a matter of the lines alone, whatever these are. */
const lawful = analyses.filter(({ id }) =>
  /^(?:persistency|profiling|advice)\.|^prospecting\.(?:trend|lifecycle|relationship)$|^product\.supply$/u.test(id),
);
const AS_OF = 20_300;
const only = lawful.map(({ id }) => id);
const run = (lines: Parameters<typeof aTable>[0]) => runAnalyses(aTable(lines), AS_OF, { only });

/** Every object in a result that says of itself where it lies. */
function* listIntervals(value: unknown, path: string): Generator<readonly [path: string, value: number, low: number, high: number]> {
  if (typeof value === 'object' && value !== null) {
    if ('value' in value && 'low' in value && 'high' in value) {
      yield [path, Number(value.value), Number(value.low), Number(value.high)];
    }
    if ('ratio' in value && 'low' in value && 'high' in value) {
      yield [path, Number(value.ratio), Number(value.low), value.high === null ? Infinity : Number(value.high)];
    }
    for (const [key, inner] of Object.entries(value)) {
      yield* listIntervals(inner, `${path}.${key}`);
    }
  }
}

describe('what holds for every analysis of customers', () => {
  it('is asked of all of them', () => {
    expect(only.length).toBeGreaterThanOrEqual(11);
  });

  it('the order of lines is nothing, and the same lines give the same result', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const given = lines.map((line) => ({ ...line, day: line.day ?? 0 }));
        const results = run(given);
        expect(run(given)).toEqual(results);
        expect(run(given.toReversed())).toEqual(results);
      }),
      { numRuns: 30 },
    );
  });

  it('and so it is for all others, whether lines come by customer or mixed', () => {
    const results = (lines: readonly NewLine[]) => runAnalyses(linesOf(lines), AS_OF);
    fc.assert(
      fc.property(
        anyLines.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length }))),
        ([lines, mixed]) => {
          expect(results(mixed)).toEqual(results(lines));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('none fails, each result is of its own shape, and every number of it can be written', () => {
    const schemas = new Map(lawful.map(({ id, output }) => [id, output]));
    fc.assert(
      fc.property(anyLines, (lines) => {
        for (const [id, result] of Object.entries(run(lines.map((line) => ({ ...line, day: line.day ?? 0 }))))) {
          expect('failed' in result ? `${id}: ${result.failed}` : id).toBe(id);
          const schema = schemas.get(id);
          if (schema !== undefined) {
            v.parse(schema, result);
          }
          expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('every interval holds its number', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyLines, (lines) => {
        for (const [id, result] of Object.entries(run(lines.map((line) => ({ ...line, day: line.day ?? 0 }))))) {
          for (const [path, value, low, high] of listIntervals(result, id)) {
            seen += 1;
            expect([path, low <= value + 1e-9, value <= high + 1e-9]).toEqual([path, true, true]);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(seen).toBeGreaterThan(1000);
  });

  it('says of nothing that it is not enough', () => {
    for (const result of Object.values(run([]))) {
      expect(result.enough).toBe(false);
      expect(result.missing.length).toBeGreaterThan(0);
    }
  });
});
