import { useId, useState } from 'preact/hooks';
import { NameText } from '#shared/ui/NameText.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { MonthOfTechnician } from '#shared/wire/months.ts';
import { routes } from '#shared/wire/routes.ts';
import { stateOf } from './month-state.ts';
import { sayMark, sayMonth, sayPool, saySum, sayWeight } from './say-month.ts';
import type { Act } from './use-month.ts';

const MODULES = ['attendance', 'customer', 'lead', 'problem'] as const;

type AreaMonthProps = {
  readonly area: string;
  readonly month: string;
  readonly technicians: readonly MonthOfTechnician[];
  readonly isClosable: boolean;
  readonly isBusy: boolean;
  readonly act: Act;
};

/** An area's month: its pool, each technician's marks, score and share, and the press that closes it. */
export function AreaMonth({ area, month, technicians, isClosable, isBusy, act }: AreaMonthProps) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.months;
  const { modules } = texts.console.settings;
  const id = useId();
  const [first] = technicians;
  if (first === undefined) {
    return null;
  }
  const { weights } = first.sheet;
  return (
    <section class="blk" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{area === '' ? words.noArea : <NameText>{area}</NameText>}</h2>
      </div>
      <p class="say">{sayPool(first.sheet, reader)}</p>
      <div class="scroll-x">
        <table class="led d mon-t">
          <thead>
            <tr>
              <th scope="col">{words.technician}</th>
              {MODULES.map((module) => (
                <th key={module} scope="col" class="num">
                  {words.moduleOf(modules[module], sayWeight(weights.modules[module], reader))}
                </th>
              ))}
              <th scope="col" class="num">
                {words.score}
              </th>
              <th scope="col" class="num">
                {words.bonus}
              </th>
              <th scope="col">{words.state}</th>
            </tr>
          </thead>
          <tbody>
            {technicians.map((one) => (
              <tr key={one.user}>
                <td class="cust">
                  <a href={`/months/${one.user}?month=${month}`}>
                    <NameText>{one.sheet.name || texts.timeline.unknownUser}</NameText>
                  </a>
                </td>
                {MODULES.map((module) => (
                  <td key={module} class="num">
                    <Mark mark={one.sheet.marks[module]} />
                  </td>
                ))}
                <td class="num strong">
                  <Mark mark={one.sheet.score} />
                </td>
                <td class="num">{one.sheet.bonusMinor === null ? <None /> : saySum(one.sheet.bonusMinor, one.sheet.currency, reader)}</td>
                <td class="mid">
                  <State one={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {first.sheet.poolMinor !== null && technicians.some(({ sheet, closed }) => closed === null && sheet.bonusMinor === null) ? (
        <p class="how">{words.poolWaits}</p>
      ) : null}
      {isClosable ? <CloseArea area={area} month={month} technicians={technicians} isBusy={isBusy} act={act} /> : null}
    </section>
  );
}

function Mark({ mark }: { readonly mark: number | null }) {
  const reader = useReader();
  return mark === null ? <None /> : <>{sayMark(mark, reader)}</>;
}

function None() {
  const { texts } = useReader();
  return (
    <>
      <span class="soft" aria-hidden="true">
        –
      </span>
      <span class="vh">{texts.console.months.unknown}</span>
    </>
  );
}

function State({ one }: { readonly one: MonthOfTechnician }) {
  const { texts } = useReader();
  const words = texts.console.months;
  const state = stateOf(one);
  if (state !== 'open' || one.sheet.incomplete.length === 0) {
    return <>{words.states[state]}</>;
  }
  return (
    <>
      {words.states.open}
      {texts.format.comma}
      <span class="due">{words.partsLacking(one.sheet.incomplete.length)}</span>
    </>
  );
}

/** Closing cannot be undone: what it means and who gets nothing is said before it is done. */
function CloseArea({ area, month, technicians, isBusy, act }: Omit<AreaMonthProps, 'isClosable'>) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.months;
  const [isAsked, setAsked] = useState(false);
  const without = technicians.filter(({ sheet }) => sheet.score === null);
  if (!isAsked) {
    return (
      <p class="btns">
        <Button onPress={() => setAsked(true)}>{words.close(sayMonth(month, reader))}</Button>
      </p>
    );
  }
  const close = (): void => void act(routes.closeMonth, { month, area, withoutScore: without.map(({ user }) => user) });
  return (
    <div class="sure-m" role="group" aria-label={words.close(sayMonth(month, reader))}>
      <p>{words.closeSure}</p>
      {without.length === 0 ? null : <p>{words.closeWithout(without.map(({ sheet }) => sheet.name).join(texts.format.comma))}</p>}
      <p class="btns">
        <Button kind="go" busy={isBusy ? words.closing : undefined} onPress={close}>
          {words.closeGo}
        </Button>
        <Button kind="bare" onPress={() => setAsked(false)}>
          {words.notYet}
        </Button>
      </p>
    </div>
  );
}
