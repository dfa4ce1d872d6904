import * as v from 'valibot';
import { minorPerMajor } from '#shared/analysis/core/money.ts';
import { textsFor, type Say, type Texts } from '#shared/text/index.ts';
import { all, h, type Markup } from './markup.ts';

/** Results by id, as they were run. */
export type Results = Readonly<Record<string, unknown>>;

/** What a section is written with: the language, and how it writes figures. */
export type Context = {
  readonly texts: Texts;
  readonly locale: string;
  readonly results: Results;
  /** The name of a customer or a person of the team by id; what has none is told by its id, as the names of a table are. */
  readonly nameOf: (id: string) => string;
  readonly count: (count: number) => string;
  readonly share: (share: number) => string;
  readonly day: (day: string) => string;
  readonly money: (minor: number, currency: string | null) => string;
  /** To the last minor unit, for what somebody is paid. */
  readonly exactMoney: (minor: number, currency: string | null) => string;
  readonly say: Say;
};

/** A context for a reader's locale. Money without a currency has none written to it. @param names the names of a book's records by id */
export function createContext(locale: string, results: Results, names: ReadonlyMap<string, string> = new Map()): Context {
  const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'negative' });
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'negative' });
  const days = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: locale.startsWith('zh') ? 'long' : 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const minus = (written: string): string => written.replace('-', '\u2212');
  const write = (minor: number, currency: string | null, digits: { readonly maximumFractionDigits?: number }): string => {
    const code = currency ?? 'XXX';
    const plain = { ...digits, signDisplay: 'negative' } as const;
    const format = new Intl.NumberFormat(locale, code === 'XXX' ? plain : { ...plain, style: 'currency', currency: code });
    return minus(format.format(minor / minorPerMajor(code)));
  };
  const money = (minor: number, currency: string | null): string => write(minor, currency, { maximumFractionDigits: 0 });
  const day = (one: string): string => days.format(Date.parse(one));
  const share = (one: number): string => minus(shares.format(one));
  return {
    texts: textsFor(locale),
    locale,
    results,
    nameOf: (id) => names.get(id) ?? id,
    count: (one) => minus(counts.format(one)),
    share,
    day,
    money,
    exactMoney: (minor, currency) => write(minor, currency, {}),
    say: { money: (minor, currency) => money(minor, currency), day, share },
  };
}

/** The result of an analysis in its own shape; undefined where it did not run or is of another version. */
export function read<S extends v.GenericSchema>({ results }: Context, id: string, output: S): v.InferOutput<S> | undefined {
  const parsed = v.safeParse(output, results[id]);
  return parsed.success ? parsed.output : undefined;
}

const Head = v.looseObject({
  method: v.nullable(v.string()),
  version: v.nullable(v.string()),
  enough: v.boolean(),
  missing: v.array(v.object({ what: v.string(), have: v.number(), needed: v.number() })),
  /** One count, or several by what they count. */
  n: v.optional(v.nullable(v.union([v.number(), v.record(v.string(), v.number())]))),
  customers: v.optional(v.unknown()),
  period: v.optional(v.unknown()),
  window: v.optional(v.unknown()),
});

const Span = v.looseObject({ from: v.string(), to: v.string() });

/** The first of several that is a span of days. */
function spanOf(...given: readonly unknown[]): v.InferOutput<typeof Span> | undefined {
  return given.find((one) => v.is(Span, one));
}

/** One analysis: its name, what it says, and from what. Where there is too little data that is said in words instead. */
export function block(context: Context, id: string, body: Markup | undefined): Markup {
  const words = context.texts.report;
  const head = v.safeParse(Head, context.results[id]);
  if (!head.success) {
    return all();
  }
  const { method, version, enough, missing, n, customers, period, window } = head.output;
  if (method === null) {
    // Asked for by an id that there is no analysis of.
    return all();
  }
  const span = spanOf(period, window);
  const counted = n ?? (typeof customers === 'number' ? customers : undefined);
  const cases = typeof counted === 'object' ? Object.values(counted) : counted === undefined ? [] : [counted];
  const lacking = missing.map(({ what, have, needed }) => words.lacks(words.missing(what), have, needed));
  return h(
    'section',
    { class: 'block', id },
    h('h3', {}, words.names(id)),
    enough && body !== undefined ? body : h('p', { class: 'none' }, h('span', { class: 'dash' }), words.notEnough),
    lacking.length === 0
      ? null
      : h('p', { class: enough ? 'meta' : 'none' }, enough ? words.without : words.needed, ' ', lacking.join(words.join), words.stop),
    h(
      'p',
      { class: 'meta' },
      [
        method === '' ? undefined : words.method(method, version ?? ''),
        cases.length === 0 ? undefined : words.cases(cases.map(context.count).join(' + ')),
        span === undefined ? undefined : words.span(context.day(span.from), context.day(span.to)),
      ]
        .filter((part) => part !== undefined)
        .join(words.join),
    ),
  );
}

/** A table; cells of the columns named in `right` are figures. */
export function table(heads: readonly string[], rows: readonly (readonly (Markup | string)[])[], right: readonly number[] = []): Markup {
  const cell = (tag: 'td' | 'th') => (content: Markup | string, at: number) =>
    h(tag, { class: right.includes(at) ? 'num' : undefined, scope: tag === 'th' ? 'col' : undefined }, content);
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, heads.map(cell('th')))),
    h(
      'tbody',
      {},
      rows.map((row) => h('tr', {}, row.map(cell('td')))),
    ),
  );
}

const MOST_ROWS = 12;

/** A table under a heading of its own, the first rows of it, and how many more there are; nothing where there is none. */
export function listed(
  { texts }: Context,
  title: string,
  heads: readonly string[],
  rows: readonly (readonly (Markup | string)[])[],
  right: readonly number[] = [],
): Markup | null {
  return rows.length === 0
    ? null
    : all(
        h('h4', {}, title),
        table(heads, rows.slice(0, MOST_ROWS), right),
        rows.length > MOST_ROWS ? h('p', { class: 'meta' }, texts.report.more(rows.length - MOST_ROWS)) : null,
      );
}

/** Figures side by side: what it is, the figure, and beneath it what it rests on. An estimate stands in pencil. */
export function figures(
  given: readonly { readonly label: string; readonly figure: string; readonly note?: string; readonly estimated?: boolean }[],
): Markup {
  return h(
    'dl',
    { class: 'figures' },
    given.map(({ label, figure, note, estimated }) =>
      h(
        'div',
        {},
        h('dt', {}, label),
        h('dd', { class: estimated === true ? 'pencil' : undefined }, figure),
        note === undefined ? null : h('dd', { class: 'meta' }, note),
      ),
    ),
  );
}

/** Bars that lie, for parts of a whole: the label, the bar, the figure. */
export function lying(rows: readonly { readonly label: string; readonly value: number; readonly figure: string }[]): Markup {
  const most = Math.max(1e-9, ...rows.map(({ value }) => value));
  return h(
    'table',
    { class: 'lying' },
    h(
      'tbody',
      {},
      rows.map(({ label, value, figure }) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, label),
          h(
            'td',
            {},
            h(
              'svg',
              { viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
              h('rect', { x: 0, y: 0, width: (100 * Math.max(0, value)) / most, height: 8, class: 'bar' }),
            ),
          ),
          h('td', { class: 'num' }, figure),
        ),
      ),
    ),
  );
}
