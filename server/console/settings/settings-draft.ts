import { TIERS, type TierId } from '#shared/analysis/customer-facts.ts';
import { ServiceWeights } from '#shared/analysis/performance/technician-marks.ts';
import { TierParams } from '#shared/analysis/profiling/tiers.ts';
import { toView } from '#shared/model/entity.ts';
import type { Json } from '#shared/model/record.ts';
import { settings, SETTINGS_ID, sumWeights } from '#shared/model/settings.ts';
import { minorDigits } from '#shared/ui/format.ts';
import { parseMoney, parseNumber } from '#shared/ui/parse.ts';
import type { SettingsFields } from '#shared/wire/settings.ts';
import * as v from 'valibot';

/** The tiers that begin somewhere; whoever is in none of them is in the lowest. */
export const CUT_TIERS = ['high', 'general'] as const;
export type CutTier = (typeof CUT_TIERS)[number];

/** What is weighed, each of its parts in per cent, by the field that holds it. */
export const WEIGHTS = {
  moduleWeights: ['attendance', 'customer', 'lead', 'problem'],
  attendanceWeights: ['onDuty', 'onTime'],
  customerWeights: ['attitude', 'solved', 'professional'],
  problemWeights: ['solvedRate', 'feedback'],
} as const;
export type WeightField = keyof typeof WEIGHTS;
export const WEIGHT_FIELDS = ['moduleWeights', 'attendanceWeights', 'customerWeights', 'problemWeights'] as const satisfies readonly WeightField[];

/** The settings while they are being written: texts as they stand in the fields, by the path of the field. */
export type SettingsDraft = Readonly<Record<string, string>>;

/** Paths of the fields of the form. */
export const at = {
  discount: (tier: TierId) => `discount/${tier}`,
  services: (tier: TierId) => `services/${tier}`,
  best: (tier: CutTier) => `best/${tier}`,
  amount: (tier: CutTier) => `amount/${tier}`,
  orders: (tier: CutTier) => `orders/${tier}`,
  weight: (field: WeightField, part: string) => `${field}/${part}`,
};

/** What is wrong with a field of the form, or with weights that do not come to 100. */
export type SettingsFault = 'percent' | 'best-order' | 'limit' | 'limit-order' | 'not-100';

/** The draft as it stands: its faults by path, what would be written, and what was there before. */
export type CheckedSettings = {
  readonly faults: Readonly<Record<string, SettingsFault>>;
  /** What weights come to so far; undefined where one of them is no number. */
  readonly sums: Readonly<Partial<Record<WeightField, number>>>;
  /** What the form says differently from what holds; empty when it says the same, undefined while something is wrong. */
  readonly fields: SettingsFields | undefined;
  readonly before: SettingsFields;
};

/** The settings as they stand in the form, those of the analyses where the team has settled none. */
export function writeDraft(held: SettingsFields, currency: string | null, locale: string): SettingsDraft {
  const figures = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 4 });
  const percent = (share: number): string => figures.format(round(share * 100));
  const view = toView(settings, { id: SETTINGS_ID, body: held });
  const shares = view.tierShares ?? defaults.shares;
  const limits = currency === null ? undefined : view.tierLimits[currency];
  const money = (minor: number): string => figures.format(minor / 10 ** minorDigits(currency ?? 'EUR'));
  return Object.fromEntries([
    ...TIERS.flatMap((tier): [string, string][] => {
      const discount = view.tierDiscounts[tier];
      return [
        [at.discount(tier), discount === undefined ? '' : percent(discount)],
        [at.services(tier), view.tierServices[tier] ?? ''],
      ];
    }),
    ...CUT_TIERS.flatMap((tier): [string, string][] => [
      [at.best(tier), percent(1 - shares[tier])],
      [at.amount(tier), limits === undefined ? '' : money(limits[tier].netMinor)],
      [at.orders(tier), limits === undefined ? '' : figures.format(limits[tier].orders)],
    ]),
    ...WEIGHT_FIELDS.flatMap((field) => {
      const weights: Readonly<Record<string, number>> = view[field] ?? defaults[field];
      return WEIGHTS[field].map((part): [string, string] => [at.weight(field, part), figures.format(weights[part] ?? 0)]);
    }),
  ]);
}

/** Reads a draft against what holds. `currency`: that of limits, null where there is none to write them in. */
export function checkDraft(draft: SettingsDraft, held: SettingsFields, currency: string | null, locale: string): CheckedSettings {
  const faults: Record<string, SettingsFault> = {};
  const sums: Partial<Record<WeightField, number>> = {};
  const said: Record<string, Json> = {};
  const textAt = (path: string): string => (draft[path] ?? '').trim();
  const percentAt = (path: string): number | undefined => {
    const percent = parseNumber(textAt(path).replace(/\s*[%％]$/u, ''), locale);
    if (percent === undefined || percent < 0 || percent > 100) {
      faults[path] = 'percent';
      return undefined;
    }
    return percent;
  };
  for (const tier of TIERS) {
    const percent = textAt(at.discount(tier)) === '' ? null : percentAt(at.discount(tier));
    said[`tierDiscounts/${tier}`] = typeof percent === 'number' ? toShare(percent) : null;
    const services = textAt(at.services(tier));
    said[`tierServices/${tier}`] = services === '' ? null : services;
  }
  const [high, general] = [percentAt(at.best('high')), percentAt(at.best('general'))];
  if (high !== undefined && general !== undefined && high > general) {
    faults[at.best('general')] = 'best-order';
  }
  said['tierShares'] = { high: toShare(100 - (high ?? 0)), general: toShare(100 - (general ?? 0)) };
  if (currency !== null) {
    said[`tierLimits/${currency}`] = readLimits(textAt, currency, locale, faults);
  }
  for (const field of WEIGHT_FIELDS) {
    const weights = Object.fromEntries(WEIGHTS[field].map((part) => [part, percentAt(at.weight(field, part)) ?? Number.NaN]));
    const sum = sumWeights(weights);
    if (!Number.isNaN(sum)) {
      sums[field] = sum;
      if (sum !== 100) {
        faults[field] = 'not-100';
      }
    }
    said[field] = weights;
  }
  const changed = Object.entries(said).filter(([field, value]) => textOf(value) !== textOf(held[field] ?? defaultOf(field)));
  return {
    faults,
    sums,
    fields: Object.keys(faults).length > 0 ? undefined : Object.fromEntries(changed),
    before: Object.fromEntries(changed.map(([field]) => [field, held[field] ?? null])),
  };
}

/** Limits are set whole or not at all. */
function readLimits(textAt: (path: string) => string, currency: string, locale: string, faults: Record<string, SettingsFault>): Json {
  const paths = CUT_TIERS.flatMap((tier) => [at.amount(tier), at.orders(tier)]);
  if (paths.every((path) => textAt(path) === '')) {
    return null;
  }
  const limitOf = (tier: CutTier): { readonly netMinor: number; readonly orders: number } | undefined => {
    const netMinor = parseMoney(textAt(at.amount(tier)), currency, locale);
    const orders = parseNumber(textAt(at.orders(tier)), locale);
    const good = { netMinor: netMinor !== undefined && netMinor >= 0, orders: Number.isInteger(orders) && (orders ?? 0) >= 1 };
    if (!good.netMinor) {
      faults[at.amount(tier)] = 'limit';
    }
    if (!good.orders) {
      faults[at.orders(tier)] = 'limit';
    }
    return good.netMinor && good.orders ? { netMinor: netMinor ?? 0, orders: orders ?? 1 } : undefined;
  };
  const [high, general] = [limitOf('high'), limitOf('general')];
  if (high === undefined || general === undefined) {
    return null;
  }
  if (high.netMinor < general.netMinor) {
    faults[at.amount('general')] = 'limit-order';
  }
  if (high.orders < general.orders) {
    faults[at.orders('general')] = 'limit-order';
  }
  return { high, general };
}

const { highShare, generalShare } = v.parse(TierParams, {});
const weighed = v.parse(ServiceWeights, {});
const defaults = {
  shares: { high: highShare, general: generalShare },
  moduleWeights: weighed.modules,
  attendanceWeights: weighed.attendance,
  customerWeights: weighed.customer,
  problemWeights: weighed.problem,
};

/** What holds of a field that nobody has settled. */
function defaultOf(field: string): Json {
  const weight = WEIGHT_FIELDS.find((one) => one === field);
  return field === 'tierShares' ? defaults.shares : weight === undefined ? null : defaults[weight];
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
/** 12.5 per cent is 0.125. */
const toShare = (percent: number): number => round(percent / 100);

/** One text for one value, in whatever order its names stand. */
const textOf = (value: Json): string =>
  JSON.stringify(value, (_, inner: Json) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
