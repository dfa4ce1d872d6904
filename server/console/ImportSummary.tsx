import { useEffect, useRef } from 'preact/hooks';
import type { Texts } from '#shared/text/index.ts';
import { formatCount } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { ImportSummary as Summary } from '#shared/wire/imports.ts';

/** Bad lines that are listed; a file with more is to be mended as a whole. */
const LISTED = 200;

/** What an import did, and each line that was left out by its number and reason. */
export function ImportSummary({ summary }: { readonly summary: Summary }) {
  const { texts, locale } = useReader();
  const words = texts.console.imports;
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone; whoever cannot see the page is taken to the outcome.
  useEffect(() => heading.current?.focus(), []);
  const { lines, orders, customers, added, changed, unchanged, badLines } = summary;
  return (
    <section class="blk sum-p">
      <div class="blk-h">
        <h2 ref={heading} tabIndex={-1}>
          {added + changed > 0 ? words.done : words.nothing}
        </h2>
      </div>
      <p>{words.summary(lines, orders, customers)}</p>
      <p class="mid">{words.counts(added, changed, unchanged)}</p>
      <p class="gap">
        <a class="link" href="/customers?sort=amount&direction=down">
          {words.toCustomers}
        </a>
      </p>
      {badLines.length === 0 ? null : (
        <>
          <h3 class="h after">
            <span>
              <i class="flag" /> {words.badLines(badLines.length)}
            </span>
          </h3>
          <p class="small soft">{words.badLinesHint}</p>
          <table class="led d bad-t">
            <thead>
              <tr>
                <th scope="col" class="num">
                  {words.line}
                </th>
                <th scope="col">{words.reason}</th>
              </tr>
            </thead>
            <tbody>
              {badLines.slice(0, LISTED).map(({ line, reason }) => (
                <tr key={line}>
                  <td class="num">{formatCount(line, locale)}</td>
                  <td>{reasonOf(reason, texts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {badLines.length > LISTED ? <p class="small soft">{words.moreBad(badLines.length - LISTED)}</p> : null}
        </>
      )}
    </section>
  );
}

function reasonOf(reason: string, { importFaults }: Texts): string {
  return isReason(reason, importFaults) ? importFaults[reason] : reason;
}

function isReason<T extends object>(reason: string, sentences: T): reason is Extract<keyof T, string> {
  return Object.hasOwn(sentences, reason);
}
