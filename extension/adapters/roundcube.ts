import { normalizeEmail, parseAddressList } from '#shared/capture/addresses.ts';
import { attributeOf, findAll, findFirst, textOf } from '../capture/dom.ts';
import { defineAdapter, peopleAt, plainAdapter, plainVersion, subjectAt, type AdapterVersion, type PageFacts, type Place } from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { readPageEnvironment, type PageEnvironment } from './roundcube-environment.ts';

/** Read in Roundcube 1.6.5 (Debian), in its three skins, in preview and full page. */
const SEEN_IN = 'Roundcube 1.6.5';

function peopleIn(cell: string): AdapterVersion['from'] {
  return peopleAt(cell, { person: 'a.rcmContactAddress[title]', address: 'title' });
}

/** What the three skins have in common: the cells of the header table (program/actions/mail/show.php of Roundcube writes them). */
const table = {
  ...plainVersion,
  seenIn: SEEN_IN,
  from: peopleIn('td.header.from'),
  to: peopleIn('td.header.to'),
  cc: peopleIn('td.header.cc'),
  replyTo: peopleIn('td.header.reply-to'),
  date: { select: 'td.header.date', attribute: null, label: null },
  body: '#messagebody',
  // An attached message/rfc822 follows with a header table of its own (`.message-partheaders`).
  bodyEnd: '.message-partheaders',
} as const;

const versions: readonly AdapterVersion[] = [
  {
    ...table,
    since: '2026-11-01',
    layout: 'elastic',
    scope: '#message-header',
    subject: subjectAt('h2.subject', { without: ['.voice', 'a.extwin'] }),
  },
  {
    ...table,
    since: '2026-11-01',
    layout: 'larry',
    scope: '#messageheader',
    // The short table of the preview comes first and lacks the recipients; the second one has all.
    subject: subjectAt('h2.subject, h3.subject', { without: ['.voice', 'a.extwin', '.flag-icon'] }),
  },
  {
    ...table,
    since: '2026-11-01',
    layout: 'classic',
    scope: '.messageheaderbox > table.headers-table, #messageframe > .boxlistcontent > table.headers-table',
    // The row is left out where there is no subject.
    subject: subjectAt('td.header.subject', { without: ['.voice'], isOptional: true }),
  },
];

function readPlace(document: Document, url: URL): Place {
  const environment = readPageEnvironment(document);
  const task = url.searchParams.get('_task') ?? environment?.task ?? null;
  // Roundcube is installed on any host: its own script or its address parameter tells it.
  if (environment === null && (task === null || findFirst(document, 'body[class*="task-"], #rcmloginform, #messagelist, #messagebody') === null)) {
    return { kind: 'elsewhere' };
  }
  const action = url.searchParams.get('_action') ?? (url.searchParams.has('_task') ? '' : (environment?.action ?? ''));
  if (task !== 'mail' || (action !== 'show' && action !== 'preview') || environment?.task === 'error' || environment?.task === 'login') {
    return { kind: 'list' };
  }
  // A message that is gone shows an error page under the message's own address; Roundcube then names no message.
  if ((environment !== null && environment.uid === null) || findFirst(document, 'body.task-error, body.task-login, #rcmloginform') !== null) {
    return { kind: 'list' };
  }
  const uid = url.searchParams.get('_uid') ?? environment?.uid ?? '';
  const mailbox = url.searchParams.get('_mbox') ?? environment?.mailbox ?? '';
  if (!/^[\w.-]{1,40}$/u.test(uid) || mailbox === '') {
    return { kind: 'message', isTold: true, nativeId: null, rawUrl: null };
  }
  // The same end point as "Show source" of Roundcube's own menu; reading it leaves the message unread.
  const query = `?_task=mail&_mbox=${encodeURIComponent(mailbox)}&_uid=${encodeURIComponent(uid)}&_action=viewsource`;
  return { kind: 'message', isTold: true, nativeId: `${mailbox}/${uid}`, rawUrl: new URL(query, `${url.origin}${url.pathname}`).href };
}

function orderOf(format: string | null): PageFacts['dateOrder'] {
  // The date format is jQuery UI's: `yy-mm-dd`, `dd.mm.yy`, `mm/dd/yy`.
  const letters = (format ?? '')
    .toLowerCase()
    .replace(/[^ymd]/gu, '')
    .replace(/(.)\1+/gu, '$1');
  return letters === 'ymd' || letters === 'dmy' || letters === 'mdy' ? letters : null;
}

function listOwnAddresses(document: Document, environment: PageEnvironment | null): string[] {
  const shown = [
    environment?.username ?? '',
    ...(environment?.identities ?? []),
    // The account's name in the top bar, and the identities to choose from where a mail is written.
    ...findAll(document, '#taskmenu .username, #topnav .username, #layout-list .username, .header-title.username, select[name="_from"] option').map(
      textOf,
    ),
  ];
  const emails = shown.flatMap((text) => parseAddressList(text).map((person) => normalizeEmail(person.email) ?? ''));
  return [...new Set(emails)].filter((email) => email !== '');
}

function readFacts(document: Document): PageFacts {
  const environment = readPageEnvironment(document);
  return {
    ownAddresses: listOwnAddresses(document, environment),
    sender: parseAddressList(environment?.sender ?? '')[0] ?? null,
    dateOrder: orderOf(environment?.dateFormat ?? null),
    locale: environment?.locale?.replace('_', '-') ?? null,
  };
}

/** Elastic puts all people of a long line into the click of its "more" link, as HTML in a script's text. */
function readMoreLink(cell: Element): string {
  const script = attributeOf(findFirst(cell, 'a.morelink'), 'onclick') ?? '';
  const start = script.indexOf("simple_dialog('");
  return start < 0 ? '' : script.slice(start + 15).replace(/\\(["'/\\])/gu, '$1');
}

/** Roundcube with the skins elastic, larry and classic. In its list with preview the message stands in a frame of its own. */
export const roundcube = defineAdapter({
  ...plainAdapter,
  id: 'roundcube',
  name: 'Roundcube',
  frames: 'all',
  versions,
  compose: [
    {
      since: '2026-11-01',
      seenIn: 'Roundcube 1.6.5, skins/*/templates/compose.html',
      form: 'form[name="form"]',
      editor: 'textarea#_to',
      to: peopleAt('textarea#_to'),
      cc: peopleAt('textarea#_cc'),
      bcc: peopleAt('textarea#_bcc'),
      subject: '#compose-subject',
    },
  ],
  place: readPlace,
  facts: readFacts,
  hiddenPeople: readMoreLink,
  isNoSubject,
});
