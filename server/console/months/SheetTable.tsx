import type { ComponentChildren } from 'preact';
import { langOf } from '#shared/ui/lang-of.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { MonthSheet } from '#shared/model/month-sheet.ts';
import { sayAttendance, sayMark, sayPool, saySum, sayWeight } from './say-month.ts';

type Part = keyof MonthSheet['parts'] & ('onDuty' | 'onTime' | 'attitude' | 'solved' | 'professional' | 'solvedRate' | 'feedback');

/** The sheet as it is printed and confirmed: each module with its parts, what it counts, its mark and what it rests on. */
export function SheetTable({ sheet }: { readonly sheet: MonthSheet }) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.months;
  const { modules } = texts.console.settings;
  const { weights, n, marks, remark } = sheet;
  return (
    <table class="led sheet-t">
      <thead>
        <tr>
          <th scope="col">{words.module}</th>
          <th scope="col" class="num">
            {words.weight}
          </th>
          <th scope="col" class="num">
            {words.score}
          </th>
          <th scope="col">{words.remark}</th>
        </tr>
      </thead>
      <Module name={modules.attendance} weight={weights.modules.attendance} mark={marks.attendance} sheet={sheet} parts={weights.attendance}>
        {sayAttendance(sheet, reader).join(texts.format.comma)}
      </Module>
      <Module name={modules.customer} weight={weights.modules.customer} mark={marks.customer} sheet={sheet} parts={weights.customer}>
        {words.forms(n.forms)}
      </Module>
      <Module name={modules.lead} weight={weights.modules.lead} mark={marks.lead} sheet={sheet} parts={{}}>
        <span lang={langOf(remark, reader.locale)}>{remark}</span>
      </Module>
      <Module name={modules.problem} weight={weights.modules.problem} mark={marks.problem} sheet={sheet} parts={weights.problem}>
        {[words.visits(n.visits), words.feedbacks(n.feedbacks)].join(texts.format.comma)}
      </Module>
      <tfoot>
        <tr class="sum">
          <th scope="row">{words.total}</th>
          <td />
          <td class="num">{sayMark(sheet.score, reader)}</td>
          <td />
        </tr>
        <tr>
          <th scope="row">{words.bonus}</th>
          <td />
          <td class="num">{sheet.bonusMinor === null ? words.unknown : saySum(sheet.bonusMinor, sheet.currency, reader)}</td>
          <td />
        </tr>
        <tr>
          <td class="rem" colSpan={4}>
            {[sayPool(sheet, reader), sheet.poolMinor === null ? '' : sayShare(sheet, words)].join(texts.format.gap).trim()}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function sayShare({ score, bonusMinor }: MonthSheet, words: { poolWaits: string; shared: string; noShare: string }): string {
  return bonusMinor === null ? words.poolWaits : score === null ? words.noShare : words.shared;
}

type ModuleProps = {
  readonly name: string;
  readonly weight: number;
  readonly mark: number | null;
  readonly sheet: MonthSheet;
  readonly parts: Readonly<Partial<Record<Part, number>>>;
  readonly children: ComponentChildren;
};

const PARTS: readonly Part[] = ['onDuty', 'onTime', 'attitude', 'solved', 'professional', 'solvedRate', 'feedback'];

function Module({ name, weight, mark, sheet, parts, children }: ModuleProps) {
  const reader = useReader();
  const { partNames } = reader.texts.console.settings;
  return (
    <tbody>
      <tr class="mod">
        <th scope="row">{name}</th>
        <td class="num">{sayWeight(weight, reader)}</td>
        <td class={mark === null ? 'num soft' : 'num'}>{sayMark(mark, reader)}</td>
        <td class="rem">{children}</td>
      </tr>
      {PARTS.flatMap((part) => {
        const counts = parts[part];
        return counts === undefined ? [] : [{ part, counts }];
      }).map(({ part, counts }) => (
        <tr key={part} class="sub">
          <th scope="row">{partNames[part]}</th>
          <td class="num">{sayWeight(counts, reader)}</td>
          <td class="num">{sayMark(sheet.parts[part], reader)}</td>
          <td />
        </tr>
      ))}
    </tbody>
  );
}
