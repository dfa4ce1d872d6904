import { useEffect, useId, useState } from 'preact/hooks';
import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { TIERS } from '#shared/analysis/customer-facts.ts';
import { errorText } from '#shared/text/index.ts';
import { formatCalendarDay, formatCount, formatMoney } from '#shared/ui/format.ts';
import { NameText } from '#shared/ui/NameText.tsx';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { routes } from '#shared/wire/routes.ts';
import type { SettingsFields, SimulationReply } from '#shared/wire/settings.ts';
import { call } from '../api.ts';

/** How long writing rests before it is reckoned what it would change. */
const REST_MS = 400;

type SimulationProps = {
  /** What the form says differently from what holds; undefined while something in it is wrong. */
  readonly fields: SettingsFields | undefined;
};

/** What the settings in the form would change before they apply: who moves, and what the discounts would have cost. */
export function Simulation({ fields }: SimulationProps) {
  const { texts } = useReader();
  const words = texts.console.settings;
  const id = useId();
  const [found, setFound] = useState<Result<SimulationReply, ErrorCode>>();
  // What a technician's month weighs moves no customer.
  const asked =
    fields === undefined ? undefined : JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([field]) => field.startsWith('tier'))));
  useEffect(() => {
    if (asked === undefined) {
      return undefined;
    }
    const controller = new AbortController();
    const timer = setTimeout(
      async () => {
        const input = { fields: JSON.parse(asked) };
        const result = await call(routes.simulateSettings, { input, signal: controller.signal });
        if (!controller.signal.aborted) {
          setFound(result);
        }
      },
      found === undefined ? 0 : REST_MS,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [asked]);
  const isChanged = asked !== '{}';
  return (
    <aside class="blk sim" aria-labelledby={id} aria-live="polite">
      <div class="blk-h">
        <h2 id={id}>{isChanged ? words.simulation : words.simulationNow}</h2>
      </div>
      {asked === undefined ? (
        <p class="small mid">{words.waits}</p>
      ) : found === undefined ? (
        <Lines count={3} />
      ) : found.ok ? (
        <Found reply={found.value} />
      ) : (
        <p class="small wrong">{errorText(texts, found.error)}</p>
      )}
    </aside>
  );
}

function Found({ reply }: { readonly reply: SimulationReply }) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.console.settings;
  const { currency, before, after, moved, window } = reply;
  if (reply.customers === 0) {
    return <p class="small mid">{words.none}</p>;
  }
  const money = (minor: number): string => (currency === null ? '' : formatMoney({ minor, currency }, locale, { whole: true }));
  const sum = (of: SimulationReply['before'], what: 'customers' | 'costMinor'): number => TIERS.reduce((all, tier) => all + of[tier][what], 0);
  const [costNow, costThen] = [sum(before, 'costMinor'), sum(after, 'costMinor')];
  const pair = (was: string, is: string) =>
    was === is ? (
      is
    ) : (
      <>
        <s class="soft">{was}</s> {is}
      </>
    );
  return (
    <>
      <table class="led">
        <thead>
          <tr>
            <th scope="col">{words.tier}</th>
            <th scope="col" class="num">
              {words.column.customers}
            </th>
            <th scope="col" class="num">
              {words.column.cost}
            </th>
          </tr>
        </thead>
        <tbody>
          {TIERS.map((tier) => (
            <tr key={tier}>
              <td>{texts.tiers[tier]}</td>
              <td class="num">{pair(formatCount(before[tier].customers, locale), formatCount(after[tier].customers, locale))}</td>
              <td class="num">{pair(money(before[tier].costMinor), money(after[tier].costMinor))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{words.total}</td>
            <td class="num">{formatCount(reply.customers, locale)}</td>
            <td class="num">{pair(money(costNow), money(costThen))}</td>
          </tr>
        </tfoot>
      </table>
      <p class="small">{costNow === costThen ? words.costsNow(money(costNow)) : words.costs(money(costNow), money(costThen))}</p>
      {moved.length === 0 ? <p class="small mid">{words.nobodyMoves}</p> : null}
      {moved.map(({ from, to, customers, some }) => (
        <div key={`${from}-${to}`} class="small mv">
          <p class="strong">{words.moves(customers, texts.tiers[from], texts.tiers[to])}</p>
          {some.length === 0 ? null : (
            <p class="mid">
              {some.map(({ id, name }, index) => (
                <span key={id}>
                  {index === 0 ? '' : texts.format.comma}
                  <a class="link" href={`/customers/${id}`}>
                    <NameText>{name === '' ? texts.customer.noName : name}</NameText>
                  </a>
                </span>
              ))}
              {customers > some.length ? `${texts.format.comma}${words.more(customers - some.length)}` : ''}
            </p>
          )}
        </div>
      ))}
      <p class="meta">
        {words.ofMonths(formatCalendarDay(window.from, reader, 'short'), formatCalendarDay(window.to, reader, 'short'))}{' '}
        {reply.currenciesLeftOut.length === 0 ? '' : words.leftOut(reply.currenciesLeftOut.join(texts.format.comma))}
      </p>
    </>
  );
}
