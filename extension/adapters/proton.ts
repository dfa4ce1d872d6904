import {
  defineAdapter,
  ELSEWHERE,
  MAYBE_MESSAGE,
  NOBODY,
  peopleAt,
  plainAdapter,
  plainVersion,
  subjectAt,
  type AdapterVersion,
  type Place,
} from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { factsOf, shownIn } from './own-addresses.ts';

/**
 * Read in ProtonMail/WebClients under applications/mail/src/app/components: message/MessageView.tsx, message/header/HeaderExpanded.tsx,
 * message/recipients/RecipientItemLayout.tsx and RecipientSimple.tsx, list/ItemDateRender.tsx, conversation/ConversationHeader.tsx.
 */
const SEEN_IN =
  'ProtonMail/WebClients applications/mail/src/app/components (MessageView.tsx, HeaderExpanded.tsx, RecipientItemLayout.tsx, RecipientSimple.tsx, ItemDateRender.tsx)';

const conversation = {
  ...plainVersion,
  message: { select: '[data-shortcut-target="message-container"]' },
  focus: '[data-hasfocus="true"]',
  scope: '.message-header-expanded',
  // To, Cc and Bcc in one line until the details are unfolded.
  cc: NOBODY,
  // The number of messages stands in the heading, before the subject.
  subject: subjectAt('[data-testid="conversation-header:subject"]', { within: 'page', attribute: 'title' }),
  date: { select: 'time', attribute: 'datetime', label: null },
  // The letter is in a frame of its own.
  body: '[data-testid="message-content:body"]',
  nativeId: { select: '[data-message-id]', attribute: 'data-message-id', pattern: /^([\w=-]{10,200})$/u, within: 'message' },
} as const;

const versions: readonly AdapterVersion[] = [
  {
    ...conversation,
    since: '2026-09-01',
    layout: 'titles',
    seenIn: SEEN_IN,
    from: peopleAt('[data-testid="recipients:sender"]', {
      address: 'title',
      name: '[data-testid="recipients:sender"] [data-testid="recipient-label"]',
    }),
    to: peopleAt('#message-recipients', { person: '.message-recipient-item[title]', address: 'title' }),
  },
  {
    ...conversation,
    since: '2022-01-01',
    layout: 'texts',
    seenIn: 'ProtonMail/WebClients applications/mail/src/app/components/message/recipients/RecipientItemLayout.tsx (2a9f749)',
    from: peopleAt('.message-header-from-container .message-recipient-item-address', {
      name: '.message-header-from-container .message-recipient-item-label',
    }),
    to: peopleAt('#message-recipients', { person: '.message-recipient-item-address' }),
  },
];

function readPlace(_document: Document, url: URL): Place {
  if (!/^mail\.proton(?:mail)?\.(?:me|com)$/u.test(url.hostname)) {
    return ELSEWHERE;
  }
  return { ...MAYBE_MESSAGE, isTold: /^\/u\/\d{1,2}\/[^/]{1,100}\/[\w=-]{20,}/u.test(url.pathname) };
}

/** Proton Mail. What its server gives is encrypted: there is no raw message. */
export const proton = defineAdapter({
  ...plainAdapter,
  id: 'proton',
  name: 'Proton Mail',
  versions,
  place: readPlace,
  facts: (document) => factsOf(document, shownIn(document, '[data-testid="heading:userdropdown"]')),
  isNoSubject,
});
