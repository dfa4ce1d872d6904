import { defineAdapter, ELSEWHERE, MAYBE_MESSAGE, peopleAt, plainAdapter, plainVersion, subjectAt, type PageFacts, type Place } from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { factsOf, shownIn } from './own-addresses.ts';

/**
 * Read in extensions of 2026 whose files the public index gives without their repository: outlook.js of PhishLens 1.15 (file
 * 71175739612), a userscript for tickets (61151109335) and a mail reader (68833904881), and in realbmail/bmail_extension
 * src/content_outlook.ts. No page of it was at hand: what is read here is always confirmed by the user (`isUnsureReader`).
 */
const SEEN_IN = 'public index files 71175739612, 61151109335, 68833904881; realbmail/bmail_extension src/content_outlook.ts';

const HOSTS: ReadonlySet<string> = new Set([
  'outlook.office.com',
  'outlook.office365.com',
  'outlook.live.com',
  'outlook.cloud.microsoft',
  'partner.outlook.cn',
]);

function readPlace(_document: Document, url: URL): Place {
  if (!HOSTS.has(url.hostname) || !/^\/(?:mail|owa)(?:\/|$)/u.test(url.pathname)) {
    return ELSEWHERE;
  }
  const written = /\/(?:id|deeplink\/read|read)\/([^/]{10,600})\/?$/u.exec(url.pathname)?.[1] ?? url.searchParams.get('ItemID');
  try {
    const nativeId = written === null ? null : decodeURIComponent(written).slice(0, 400);
    return { ...MAYBE_MESSAGE, isTold: nativeId !== null, nativeId };
  } catch {
    return MAYBE_MESSAGE;
  }
}

function readFacts(document: Document): PageFacts {
  const shown = [
    ...new Set(shownIn(document, '#mectrl_currentAccount_secondary, [role="tree"] [role="treeitem"][aria-level="1"][data-folder-name]')),
  ];
  // Several accounts in one window: whose mail is open is not told.
  return factsOf(document, shown.length === 1 ? shown : []);
}

/** Outlook on the web: the open conversation of the reading pane, and an item in a window of its own. */
export const outlook = defineAdapter({
  ...plainAdapter,
  id: 'outlook',
  name: 'Outlook',
  hasNamesAlone: true,
  versions: [
    {
      ...plainVersion,
      since: '2026-07-30',
      layout: 'reading pane',
      seenIn: SEEN_IN,
      root: '#ReadingPaneContainerId, #ConversationReadingPaneContainer, #ItemReadingPaneContainer, [data-app-section="MailReadCompose"]',
      message: 'around-body',
      focus: '#focused, #focused *',
      // Labels are in the page's language ("From: Mira Holt <mira@…>"); the ids are not. Colleagues have no address there.
      from: peopleAt('[id^="MSG_"][id$="_FROM"]', { person: '[aria-label*="@"]', address: 'aria-label' }),
      to: peopleAt('[id^="MSG_"][id$="_TO"], [aria-label^="To: "], [aria-label^="收件人"]', { address: 'aria-label' }),
      cc: peopleAt('[id^="MSG_"][id$="_CC"], [aria-label^="Cc: "], [aria-label^="抄送"]', { address: 'aria-label' }),
      subject: subjectAt('[role="heading"][id$="_SUBJECT"]', { within: 'root', attribute: 'title' }),
      date: { select: '[id^="MSG_"][id$="_DATETIME"]', attribute: null, label: null },
      kin: /^MSG_(.+)_[A-Z]+$/u,
      body: '[id^="UniqueMessageBody"]',
      // Every row has one: of the only row that is selected.
      nativeId: { select: '[role="option"][aria-selected="true"][data-convid]', attribute: 'data-convid', pattern: /^(.{10,400})$/u, within: 'page' },
      threadId: { select: '[role="option"][aria-selected="true"][data-convid]', attribute: 'data-convid', pattern: /^(.{10,400})$/u, within: 'page' },
    },
  ],
  compose: [
    {
      since: '2026-10-07',
      seenIn: 'public index files 70086508265 (checked on outlook.live.com, 2026-10-07) and 68596758158 (2026-09-26)',
      form: '#ReadingPaneContainerId, [id^="docking_InitVisiblePart_"]',
      // The mail that is read has the same groups.
      editor: '[id^="editorParent_"]',
      to: peopleAt('[role="group"][id$="_TO"]', { person: '[aria-label*="@"]', address: 'aria-label' }),
      cc: peopleAt('[role="group"][id$="_CC"]', { person: '[aria-label*="@"]', address: 'aria-label' }),
      bcc: peopleAt('[role="group"][id$="_BCC"]', { person: '[aria-label*="@"]', address: 'aria-label' }),
      subject: '',
    },
  ],
  place: readPlace,
  facts: readFacts,
  isNoSubject,
});
