import { formatCount } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';

/** Rows that are listed; a file with more is to be mended as a whole. */
const LISTED = 200;

/** Each row that was left out, by its number and reason. */
export function BadRows({
  rows,
  sentenceOf,
}: {
  readonly rows: readonly { readonly line: number; readonly reason: string }[];
  readonly sentenceOf: (reason: string) => string;
}) {
  const { texts, locale } = useReader();
  const { importing: words } = texts;
  if (rows.length === 0) {
    return null;
  }
  return (
    <>
      <h3 class="h after">
        <span>
          <i class="flag" /> {words.badRows(rows.length)}
        </span>
      </h3>
      <p class="small soft">{words.badRowsHint}</p>
      <table class="led d bad-t">
        <thead>
          <tr>
            <th scope="col" class="num">
              {words.row}
            </th>
            <th scope="col">{texts.console.imports.reason}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, LISTED).map(({ line, reason }) => (
            <tr key={line}>
              <td class="num">{formatCount(line, locale)}</td>
              <td>{sentenceOf(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > LISTED ? <p class="small soft">{words.more(rows.length - LISTED)}</p> : null}
    </>
  );
}
