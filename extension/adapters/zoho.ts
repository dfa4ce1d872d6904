import { defineAdapter, ELSEWHERE, MAYBE_MESSAGE, NOBODY, peopleAt, plainAdapter, plainVersion, subjectAt, type Place } from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { factsOf, shownIn } from './own-addresses.ts';

/** A table of selectors for a mailbox of Zoho's, each matched and counted in the running program on 2026-09-21 and -22. */
const SEEN_IN = 'browser/selectors.js of a mail agent (public index file 69088670464, checked live 2026-09-22)';

const TO = /^(?:To|An|À|Para|A|Aan|Till|Til|Do|收件人|收件者|宛先|받는 사람)\s?[:：]?$/iu;
const CC = /^(?:Cc|抄送|副本)\s?[:：]?$/iu;

function readPlace(_document: Document, url: URL): Place {
  if (!/^mail\.zoho(?:cloud)?\.(?:com|eu|in|jp|sa|ca|uk|com\.au|com\.cn)$/u.test(url.hostname)) {
    return ELSEWHERE;
  }
  return { ...MAYBE_MESSAGE, isTold: /\/p\/\d{5,30}$/u.test(url.hash) };
}

/** Zoho Mail. */
export const zoho = defineAdapter({
  ...plainAdapter,
  id: 'zoho',
  name: 'Zoho Mail',
  versions: [
    {
      ...plainVersion,
      since: '2026-09-21',
      layout: 'preview',
      seenIn: SEEN_IN,
      // A pane that was closed keeps its last message: `shw` says which one is shown.
      root: '[role="region"].shw',
      message: { select: '[id^="zm_Container_m"]' },
      // Sender and recipients are drawn twice, folded and unfolded.
      from: peopleAt('.zmMHFrom', { person: '[data-eid]', address: 'data-eid' }),
      to: peopleAt('.zmMHdrRow', { label: TO, person: '.jsReciID[data-eid]', address: 'data-eid' }),
      cc: peopleAt('.zmMHdrRow', { label: CC, person: '.jsReciID[data-eid]', address: 'data-eid' }),
      // The pane shows it in no named element; the selected row of the list does.
      subject: subjectAt('[role="option"][aria-selected="true"] [data-testid="lst-sub"]', { within: 'page' }),
      date: { select: '.jsRevTS', attribute: null, label: null },
      body: '[role="document"]',
      nativeId: { select: '[id^="zm_Container_m"]', attribute: 'id', pattern: /^zm_Container_m(\d{5,30})$/u, within: 'message' },
    },
  ],
  compose: [
    {
      since: '2026-09-22',
      seenIn: SEEN_IN,
      form: '[id^="jstab-Cmp"]',
      editor: '[data-testid="com_To_field"]',
      // Which of its rows a person stands in is told by an input beside him.
      to: peopleAt('[id^="jstab-Cmp"]', { person: '[role="option"].zmCB[aria-label]', address: 'aria-label' }),
      cc: NOBODY,
      bcc: NOBODY,
      subject: '',
    },
  ],
  place: readPlace,
  facts: (document) => factsOf(document, shownIn(document, '[data-testid="com_cur_from_address"]')),
  isNoSubject,
});
