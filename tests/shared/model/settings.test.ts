import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toView } from '#shared/model/entity.ts';
import { Id } from '#shared/model/field.ts';
import type { Json } from '#shared/model/record.ts';
import { checkField } from '#shared/model/registry.ts';
import { benefitOf, settings, SETTINGS_ID, sumWeights } from '#shared/model/settings.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import * as v from 'valibot';
import { aStamp } from '../sync/arbitraries.ts';

const takes = (field: string, value: Json): boolean => checkField(settings.kind, field, value).ok;
const viewOf = (body: Readonly<Record<string, Json>>) => toView(settings, { id: SETTINGS_ID, body });

describe('settings', () => {
  it('have an id that is one', () => {
    expect([v.is(Id, SETTINGS_ID), SETTINGS_ID.charAt(0)]).toEqual([true, settings.kind]);
  });

  it('take a discount that is a part of the price, and no other', () => {
    expect([0, 0.125, 1].map((share) => takes('tierDiscounts/high', share))).toEqual([true, true, true]);
    expect([-0.01, 1.01, 5, '5'].map((share) => takes('tierDiscounts/high', share))).toEqual([false, false, false, false]);
  });

  it('take weights that come to 100, and no others', () => {
    expect(takes('moduleWeights', { attendance: 10, customer: 20, lead: 30, problem: 40 })).toBe(true);
    expect(takes('moduleWeights', { attendance: 10, customer: 20, lead: 30, problem: 41 })).toBe(false);
    expect(takes('moduleWeights', { attendance: -10, customer: 40, lead: 30, problem: 40 })).toBe(false);
    expect(takes('customerWeights', { attitude: 33.3, solved: 33.3, professional: 33.4 })).toBe(true);
    expect(sumWeights({ a: 0.1, b: 0.2 })).toBe(0.3);
  });

  it('take no cut of a higher tier below that of the lower one', () => {
    expect([takes('tierShares', { high: 0.8, general: 0.5 }), takes('tierShares', { high: 0.5, general: 0.8 })]).toEqual([true, false]);
    const limits = (high: number, general: number): Json => ({ high: { netMinor: high, orders: 2 }, general: { netMinor: general, orders: 2 } });
    expect([takes('tierLimits/EUR', limits(200, 100)), takes('tierLimits/EUR', limits(100, 200))]).toEqual([true, false]);
  });

  it('say what a tier brings: each line of its words is a service', () => {
    const held = viewOf({ 'tierDiscounts/high': 0.1, 'tierServices/high': 'Delivery on Saturdays\n\n  A line of its own ' });
    expect(benefitOf(held, 'high')).toEqual({ discountShare: 0.1, services: ['Delivery on Saturdays', 'A line of its own'] });
    expect([benefitOf(held, 'low'), benefitOf(null, 'high')]).toEqual([
      { discountShare: 0, services: [] },
      { discountShare: 0, services: [] },
    ]);
  });

  it('come to 100 after any two leads set them apart from each other, in whatever order their words come', () => {
    const aWeights = fc.tuple(fc.nat(50), fc.nat(50)).map(([onDuty, more]) => ({ onDuty: onDuty + more, onTime: 100 - onDuty - more }));
    const aWrite = fc.record({ value: aWeights, stamp: aStamp }).map(({ value, stamp }): Op => [SETTINGS_ID, 'g', 'attendanceWeights', value, stamp]);
    fc.assert(
      fc.property(fc.array(aWrite, { minLength: 1, maxLength: 6 }), fc.nat(5), (writes, turn) => {
        const empty = emptyRecord(SETTINGS_ID, 'g');
        const { record } = mergeOps(empty, writes);
        const turned = [...writes.slice(turn % writes.length), ...writes.slice(0, turn % writes.length)];
        expect(mergeOps(empty, turned).record).toEqual(record);
        expect(sumWeights(viewOf(record.body).attendanceWeights ?? {})).toBe(100);
      }),
    );
  });
});
