import { useReader } from '#shared/ui/reader.ts';
import { sayMonth } from './say-month.ts';

type MonthChoiceProps = {
  readonly month: string;
  readonly onChoose: (month: string) => void;
};

/** Months that can be chosen: this one and two years before it. */
const MONTHS = 25;

/** Which month is looked at. One from farther back, from an address, stands in the list as well. */
export function MonthChoice({ month, onChoose }: MonthChoiceProps) {
  const reader = useReader();
  const now = new Date(reader.now);
  const listed = Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
  return (
    <span class="field mon-c">
      <select aria-label={reader.texts.console.months.month} value={month} onChange={(event) => onChoose(event.currentTarget.value)}>
        {[...new Set([...listed, month])]
          .toSorted()
          .toReversed()
          .map((one) => (
            <option key={one} value={one}>
              {sayMonth(one, reader)}
            </option>
          ))}
      </select>
    </span>
  );
}
