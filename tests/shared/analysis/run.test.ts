import { globSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defineAnalysis, Missing } from '#shared/analysis/core/analysis.ts';
import { analyses, orderByNeeds } from '#shared/analysis/registry.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { linesOf } from './an-order.ts';

const Output = v.object({ method: v.string(), version: v.string(), enough: v.boolean(), missing: v.array(Missing), seen: v.array(v.string()) });
type Seen = v.InferOutput<typeof Output>;
const an = (id: string, needs: readonly string[] = [], fails = false) =>
  defineAnalysis({
    id,
    version: '1',
    needs,
    params: v.object({ days: v.optional(v.number(), 3) }),
    output: Output,
    run: ({ needs: held, params }): Seen => {
      if (fails) {
        throw new Error(`${id} is broken`);
      }
      return { method: id, version: '1', enough: true, missing: [], seen: [...Object.keys(held), String(params.days)] };
    },
  });
const lines = linesOf([]);

describe('running analyses', () => {
  it('goes on when one fails, and tells which and why', () => {
    const ran = runAnalyses(lines, 0, { from: [an('a.broken', [], true), an('b.fine')] });
    expect(ran['a.broken']).toMatchObject({ enough: false, failed: 'a.broken is broken' });
    expect(ran['b.fine']).toMatchObject({ enough: true });
  });

  it('tells parameters that do not fit as a failure of that one', () => {
    const ran = runAnalyses(lines, 0, { from: [an('a'), an('b')], params: { a: { days: 'three' }, b: { days: 5 } } });
    expect(ran['a']?.enough).toBe(false);
    expect(ran['b']).toMatchObject({ enough: true, seen: ['5'] });
  });

  it('runs what is needed first, and only what is asked for', () => {
    const from = orderByNeeds([an('c', ['b']), an('b', ['a']), an('a'), an('d')]);
    expect(from.map(({ id }) => id)).toEqual(['a', 'd', 'b', 'c']);
    const ran = runAnalyses(lines, 0, { from, only: ['c'] });
    expect(Object.keys(ran)).toEqual(['a', 'b', 'c']);
    expect(ran['c']).toMatchObject({ seen: ['b', '3'] });
  });

  it('refuses two of one id, and one that waits for ever', () => {
    expect(() => orderByNeeds([an('a'), an('a')])).toThrow('same id');
    expect(() => orderByNeeds([an('a', ['b']), an('b', ['a'])])).toThrow('a, b');
  });

  it('answers for no lines at all', () => {
    for (const [id, result] of Object.entries(runAnalyses(lines, 20_000))) {
      expect(result.enough, id).toBe(false);
      expect(result.missing.length, id).toBeGreaterThan(0);
      expect('failed' in result, id).toBe(false);
    }
  });

  it('knows every analysis that is written', async () => {
    const folder = path.resolve(import.meta.dirname, '../../../shared/analysis');
    const written: string[] = [];
    for (const file of globSync('*/*.ts', { cwd: folder })) {
      const module: Record<string, unknown> = await import(path.join(folder, file));
      written.push(
        ...Object.values(module).flatMap((one) =>
          typeof one === 'object' && one !== null && 'needs' in one && 'run' in one && 'id' in one ? [String(one.id)] : [],
        ),
      );
    }
    expect(analyses.map(({ id }) => id).toSorted()).toEqual([...new Set(written)].toSorted());
  });
});
