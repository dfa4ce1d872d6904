import type { BadLine } from '#shared/import/order-lines.ts';
import { textsFor } from '#shared/text/index.ts';
import type { FileDone } from './services/import-file.ts';
import type { UndoDone } from './services/import-undo.ts';

type Done = { readonly file: string; readonly done: FileDone };
type Bad = { readonly line: number; readonly code: string; readonly reason: string };

/** Bad lines, notes and people that are printed one by one for people; programs get all. */
const SHOWN = 20;

const { importFaults, contactFaults, mailLeftOut, matchedBy, importKinds, encodings, encodingReasons } = textsFor('en');

/** What imports did, for programs. Totals of order lines keep the names that they have always had. */
export function toJsonOf(done: readonly Done[]): object {
  const isOne = done.length === 1;
  const badLines = done.flatMap(({ file, done: one }) => badOf(one).map((bad) => ({ ...(isOne ? {} : { file }), ...bad })));
  const total = (pick: (one: FileDone) => number): number => done.reduce((sum, { done: one }) => sum + pick(one), 0);
  return {
    ok: true,
    lines: total(linesOf),
    orders: total((one) => (one.kind === 'orders' ? one.summary.orders : 0)),
    customers: total((one) =>
      one.kind === 'orders'
        ? one.summary.customers
        : one.kind === 'mail'
          ? one.done.customers
          : one.done.added + one.done.filled + one.done.unchanged,
    ),
    added: total((one) => (one.kind === 'orders' ? one.summary.added : one.done.added)),
    changed: total((one) => (one.kind === 'orders' ? one.summary.changed : one.kind === 'mail' ? one.done.changed : one.done.filled)),
    unchanged: total((one) => (one.kind === 'orders' ? one.summary.unchanged : one.done.unchanged)),
    badLines,
    files: done.map(({ file, done: one }) => ({ file, ...detailsOf(one) })),
  };
}

function linesOf(one: FileDone): number {
  return one.kind === 'orders' ? one.summary.lines : one.kind === 'mail' ? one.messages : one.rows;
}

function detailsOf(one: FileDone): object {
  if (one.kind === 'orders') {
    return { kind: one.kind, batch: one.summary.batch };
  }
  if (one.kind === 'mail') {
    const { customers, leftOut, proposals } = one.done;
    return { kind: one.kind, batch: one.batch, customers, leftOut, proposals };
  }
  return { kind: one.kind, batch: one.batch, preset: one.preset, encoding: one.encoding, notes: one.done.notes };
}

function badOf(one: FileDone): readonly Bad[] {
  switch (one.kind) {
    case 'orders':
      return one.summary.badLines.map(({ line, reason }: BadLine) => ({ line, code: reason, reason: importFaults[reason] }));
    case 'mail':
      return one.done.badLines.map(({ line, reason }) => ({ line, code: reason, reason: mailLeftOut[reason] }));
    case 'contacts':
    case 'cards':
      return one.done.badLines.map(({ line, reason }) => ({ line, code: reason, reason: contactFaults[reason] }));
  }
}

/** What an import of one file did, for people. */
export function toSentence({ file, done }: Done, isRehearsal: boolean): string {
  const bad = badOf(done);
  const shown = bad.slice(0, SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = bad.length > SHOWN ? [`  and ${bad.length - SHOWN} more; --json lists all.`] : [];
  const before = isRehearsal ? ['Nothing was changed; this is what would be done:'] : [];
  const batch = done.kind === 'orders' ? done.summary.batch : done.batch;
  const after = isRehearsal || done.kind === 'orders' ? [] : [`  sidebook import --undo ${batch} takes it back.`];
  return [...before, `${file}: ${headOf(done, bad.length)}`, ...shown, ...more, ...notesOf(done), ...after].join('\n');
}

function headOf(done: FileDone, bad: number): string {
  if (done.kind === 'orders') {
    const { lines, orders, customers, added, changed, unchanged } = done.summary;
    return `${lines} lines, ${orders} orders of ${customers} customers; ${added} new, ${changed} changed, ${unchanged} known already; lines left out: ${bad}.`;
  }
  if (done.kind === 'mail') {
    const { added, changed, unchanged, customers } = done.done;
    return `${done.messages} mails; ${added} new, ${changed} with people added, ${unchanged} known already; ${customers} new customers.`;
  }
  const { added, filled, unchanged } = done.done;
  const encoding = done.encoding === null ? '' : ` ${encodings[done.encoding.encoding]}: ${encodingReasons[done.encoding.reason]}`;
  return `${done.rows} ${importKinds[done.kind].toLowerCase()}; ${added} new, ${filled} known with empty fields filled, ${unchanged} known already; rows left out: ${bad}.${encoding}`;
}

function notesOf(done: FileDone): readonly string[] {
  if (done.kind === 'orders') {
    return [];
  }
  if (done.kind === 'mail') {
    const { leftOut, proposals } = done.done;
    const reasons = Object.entries(mailLeftOut).flatMap(([reason, why]) => {
      const count = Object.entries(leftOut).find(([name]) => name === reason)?.[1] ?? 0;
      return count === 0 ? [] : [`  left out: ${count}, ${why}`];
    });
    const people = proposals
      .slice(0, SHOWN)
      .map(({ email, name, mails }) => `  no customer yet: ${name === '' ? '' : `${name} `}<${email}>, ${mails} mails`);
    const how = proposals.length === 0 ? [] : ['  --add ADDRESS,… or --add all makes customers of them.'];
    return [...reasons, ...people, ...(proposals.length > SHOWN ? [`  and ${proposals.length - SHOWN} more; --json lists all.`] : []), ...how];
  }
  const told = done.done.notes.slice(0, SHOWN).map(({ line, matchedBy: by, filled, kept }) => {
    const parts = [
      ...(filled.length === 0 ? [] : [`filled ${filled.join(', ')}`]),
      ...(kept.length === 0 ? [] : [`the book's ${kept.join(', ')} stayed`]),
    ];
    return `  line ${line}: known ${matchedBy[by]}; ${parts.join('; ')}`;
  });
  return [...told, ...(done.done.notes.length > SHOWN ? [`  and ${done.done.notes.length - SHOWN} more; --json lists all.`] : [])];
}

/** What taking back an import did, for people. */
export function toUndoSentence(name: string, { removed, restored, kept, keptRecords }: UndoDone): string {
  const stayed = keptRecords
    .slice(0, SHOWN)
    .map(({ name: of, id, fields }) => `  stayed: ${of === '' ? id : of}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`);
  const head = `The import of ${name} was taken back: ${removed} entries gone, ${restored} again as before, ${kept} stayed because people wrote into them or built on them.`;
  return [head, ...stayed, ...(kept > stayed.length ? [`  and ${kept - stayed.length} more; --json lists them.`] : [])].join('\n');
}
