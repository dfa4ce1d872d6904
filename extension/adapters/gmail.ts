import { findFirst, textOf } from '../capture/dom.ts';
import {
  defineAdapter,
  ELSEWHERE,
  MAYBE_MESSAGE,
  peopleAt,
  plainAdapter,
  plainVersion,
  subjectAt,
  type AdapterVersion,
  type PageFacts,
  type Place,
} from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { factsOf, shownIn } from './own-addresses.ts';

/**
 * Read in InboxSDK/InboxSDK (a8a6fe2, 2026-07) under src/platform-implementation-js/dom-driver/gmail/views, in kepano/defuddle
 * src/extractors/gmail.ts and KartikTalwar/gmail.js (b7dfdab, 2026-03) src/gmail.js. Its classes are the same in every language.
 */
const conversation = {
  ...plainVersion,
  // A window of its own has no main part; its body is told by classes (InboxSDK, route-view).
  root: '[role="main"], body.xE.Su',
  // A folded message has no body.
  message: { select: '.adn' },
  // Only a few of them are drawn, To, Cc and Bcc alike; the raw message has all, each in its line.
  to: peopleAt('.hb', { person: 'span[email]', address: 'email', name: '@name' }),
  subject: subjectAt('h2.hP', { within: 'root' }),
  date: { select: '.g3', attribute: 'title', label: null },
  body: '.a3s',
  // A message that was sent a moment ago has none yet, and `undefined` is none (InboxSDK, gmail-message-view.ts, issue 515).
  nativeId: { select: '[data-legacy-message-id]', attribute: 'data-legacy-message-id', pattern: /^([0-9a-f]{1,32})$/u, within: 'message' },
  threadId: { select: 'h2[data-legacy-thread-id]', attribute: 'data-legacy-thread-id', pattern: /^([0-9a-f]{1,32})$/u, within: 'root' },
} as const;

const versions: readonly AdapterVersion[] = [
  {
    ...conversation,
    since: '2026-08-01',
    layout: 'conversation',
    seenIn: 'kepano/defuddle src/extractors/gmail.ts; KartikTalwar/gmail.js src/gmail.js',
    from: peopleAt('span.gD[email]', { address: 'email', name: '@name' }),
  },
  {
    ...conversation,
    since: '2023-11-16',
    layout: 'table',
    seenIn: 'InboxSDK/InboxSDK src/platform-implementation-js/dom-driver/gmail/views/gmail-message-view.ts',
    from: peopleAt('td.gF span[email]', { address: 'email', name: '@name' }),
  },
];

/** What Gmail writes for the user himself, in the languages that we know it in. */
const SELF =
  /^(?:me|moi|ich|mir|mich|yo|mí|eu|mim|io|ik|mij|jag|mig|meg|jeg|minä|minulle|ja|mnie|já|mně|én|nekem|я|мне|мені|εγώ|εμένα|ben|bana|אני|אליי|أنا|إليّ|tôi|saya|ฉัน|我|私|自分|나)$/iu;

/** A drawn message: the last part of the address names it. */
const OPEN = /^#[^?]*\/[\w:-]{15,}(?:\?|$)/u;

function readPlace(_document: Document, url: URL): Place {
  if (url.hostname !== 'mail.google.com' || !url.pathname.startsWith('/mail/') || ['pt', 'lg', 'om'].includes(url.searchParams.get('view') ?? '')) {
    return ELSEWHERE;
  }
  return OPEN.test(url.hash) ? { ...MAYBE_MESSAGE, isTold: true } : MAYBE_MESSAGE;
}

function readFacts(document: Document): PageFacts {
  // `Forty boxes - robin@shop.example - Gmail`; a delegated mailbox shows its own address there.
  const title = /\s-\s(\S{1,320}@\S{1,320})\s-\s[^@]{1,100}$/u.exec(textOf(findFirst(document, 'title')).trim())?.[1] ?? '';
  // The label begins with "Google Account:" in English; in every language it holds the address.
  return factsOf(document, [title, ...shownIn(document, 'a[href^="https://accounts.google.com/SignOutOptions"], [aria-label^="Google Account:"]')]);
}

/** `?view=att&disp=comp` in the mailbox of the page (`/u/1`, or `/b/…/u/0` of a delegate): gmail.js, email_source_pre. It marks nothing as read. */
function toRawUrl(id: string, url: URL): string | null {
  return /^\/mail\/(?:b\/[^/]{1,200}\/)?u\/\d{1,2}\/$/u.test(url.pathname)
    ? new URL(`${url.pathname}?view=att&th=${encodeURIComponent(id)}&attid=0&disp=comp&safe=1&zw`, url.origin).href
    : null;
}

/** Gmail: conversations on and off, with reading pane, in a window of its own, any account of the browser, a delegated mailbox. */
export const gmail = defineAdapter({
  ...plainAdapter,
  id: 'gmail',
  name: 'Gmail',
  versions,
  compose: [
    {
      since: '2026-07-01',
      // The sender's own chip has the same attributes and stands outside of these rows.
      seenIn:
        'InboxSDK/InboxSDK src/platform-implementation-js/dom-driver/gmail/views/gmail-compose-view/page-parser.ts, gmail-compose-view.ts; realbmail/bmail_extension src/content_google.ts',
      form: 'div[data-compose-id]',
      editor: '',
      to: peopleAt('.GS .anm[name="to"]', { person: '[role="option"][data-name]', address: 'data-hovercard-id', name: '@data-name' }),
      cc: peopleAt('.GS .anm[name="cc"]', { person: '[role="option"][data-name]', address: 'data-hovercard-id', name: '@data-name' }),
      bcc: peopleAt('.GS .anm[name="bcc"]', { person: '[role="option"][data-name]', address: 'data-hovercard-id', name: '@data-name' }),
      subject: 'input[name="subjectbox"]',
    },
  ],
  place: readPlace,
  facts: readFacts,
  isNoSubject,
  selfName: SELF,
  rawUrl: toRawUrl,
});
