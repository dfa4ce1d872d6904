import {
  defineAdapter,
  ELSEWHERE,
  MAYBE_MESSAGE,
  peopleAt,
  plainAdapter,
  plainVersion,
  subjectAt,
  type AdapterVersion,
  type Place,
} from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { factsOf } from './own-addresses.ts';

/** Its elements are named for tests (`data-test-id`). Two readers of 2026 find the address in a title, Mailvelope in the text. */
const versions: readonly AdapterVersion[] = [
  {
    ...plainVersion,
    since: '2026-09-01',
    layout: 'message view',
    seenIn: 'Mailvelope, providerSpecific.js (public index file 15711312793); public index files 71291368600 and 57680148540 (two readers of 2026)',
    message: { select: '[data-test-id="message-view"]' },
    from: peopleAt('[data-test-id="message-from"]', { person: '[title*="@"]', address: 'title' }),
    to: peopleAt('[data-test-id="message-to"]', { person: '[title*="@"]', address: 'title' }),
    subject: subjectAt('[data-test-id="message-group-subject-text"]', { within: 'page' }),
    date: { select: '[data-test-id="message-date"]', attribute: 'title', label: null },
    body: '[data-test-id="message-view-body-content"]',
  },
];

function readPlace(_document: Document, url: URL): Place {
  if (!/^mail\.(?:yahoo\.(?:com|co\.uk|fr|de|it|es|ca|in|com\.br|com\.tw|com\.hk|com\.sg|com\.au)|aol\.com)$/u.test(url.hostname)) {
    return ELSEWHERE;
  }
  const id = /\/messages\/([\w%.-]{4,200})/u.exec(url.pathname)?.[1] ?? null;
  return { ...MAYBE_MESSAGE, isTold: id !== null, nativeId: id };
}

/** Yahoo Mail, and AOL Mail, which is the same program. */
export const yahoo = defineAdapter({
  ...plainAdapter,
  id: 'yahoo',
  name: 'Yahoo Mail',
  versions,
  compose: [
    {
      since: '2019-01-01',
      seenIn: 'Mailvelope, providerSpecific.js (public index file 15711312793)',
      form: '.compose-header',
      editor: '',
      to: peopleAt('[data-test-id="container-to"]', { person: '[data-test-id="pill"]', address: 'title' }),
      cc: peopleAt('[data-test-id="container-cc"]', { person: '[data-test-id="pill"]', address: 'title' }),
      bcc: peopleAt('[data-test-id="container-bcc"]', { person: '[data-test-id="pill"]', address: 'title' }),
      subject: '[data-test-id="compose-subject"]',
    },
  ],
  place: readPlace,
  facts: (document) => factsOf(document, []),
  isNoSubject,
});
