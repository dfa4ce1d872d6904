import { toLine } from '#shared/capture/line.ts';
import type { CapturedAddress } from '#shared/model/capture.ts';
import type { Adapter, ComposeVersion } from '../adapters/adapter.ts';
import { contains, findAll, findFirst, focusOf, textOf, valueOf } from './dom.ts';
import { readPeople } from './drawn-people.ts';

/** Whom the mail that is being written goes to. Nothing of its text is read, and it is no interaction before it is sent. */
export type ComposeReading = {
  readonly to: readonly CapturedAddress[];
  readonly cc: readonly CapturedAddress[];
  readonly bcc: readonly CapturedAddress[];
  readonly subject: string;
};

function readForm(form: Element, version: ComposeVersion, adapter: Adapter): ComposeReading {
  const scope = { within: form, body: '' };
  const field = version.subject === '' ? null : findFirst(form, version.subject);
  return {
    to: readPeople(scope, version.to, adapter).people,
    cc: readPeople(scope, version.cc, adapter).people,
    bcc: readPeople(scope, version.bcc, adapter).people,
    subject: toLine(valueOf(field) || textOf(field)),
  };
}

/** The mail being written that has the cursor, else the only one; null where there is none, or it goes to nobody yet, or several are open. */
export function readCompose(document: Document, adapter: Adapter): { readonly reading: ComposeReading; readonly hasFocus: boolean } | null {
  for (const version of adapter.compose) {
    const forms = findAll(document, version.form).filter((form) => version.editor === '' || findFirst(form, version.editor) !== null);
    const cursor = focusOf(document);
    const focused = forms.filter((form) => cursor !== null && contains(form, cursor));
    const [form, second] = focused.length > 0 ? focused : forms;
    if (form !== undefined && second === undefined) {
      const reading = readForm(form, version, adapter);
      return reading.to.length + reading.cc.length + reading.bcc.length === 0 ? null : { reading, hasFocus: focused.length > 0 };
    }
  }
  return null;
}
