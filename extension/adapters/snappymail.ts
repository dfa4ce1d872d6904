import { attributeOf, findFirst } from '../capture/dom.ts';
import { defineAdapter, ELSEWHERE, LIST, peopleAt, plainAdapter, plainVersion, subjectAt, type AdapterVersion, type Place } from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { factsOf, shownIn } from './own-addresses.ts';

/**
 * Read in the-djmaze/snappymail (ba49691, 2025-06): snappymail/v/0.0.0/app/templates/Views/User/MailMessageView.html and
 * PopupsCompose.html, dev/Model/Message.js, dev/Common/Links.js, dev/Common/Translator.js, dev/Component/EmailAddresses.js.
 */
const SEEN_IN = 'the-djmaze/snappymail (ba49691) snappymail/v/0.0.0/app/templates/Views/User/MailMessageView.html, dev/Common/Translator.js';

/** A row's label is translated, its key is not. */
function rowOf(key: string): string {
  return `.informationFull td[data-i18n="GLOBAL/${key}"] + td`;
}

/** The bodies of the messages that were read before stay, out of sight. */
const BODY = '#messageItem .bodyText > .b-text-part:not([hidden])';

const opened = {
  ...plainVersion,
  root: '.b-message',
  scope: '#messageItem > .messageItemHeader',
  subject: subjectAt('.b-message > .messageItemHeader .subject', { within: 'page' }),
  // An exact instant, the only webmail that draws one.
  date: { select: 'time', attribute: 'datetime', label: null },
  body: BODY,
} as const;

const versions: readonly AdapterVersion[] = [
  {
    ...opened,
    since: '2025-06-16',
    layout: 'details',
    seenIn: SEEN_IN,
    from: peopleAt(rowOf('FROM')),
    to: peopleAt(rowOf('TO')),
    cc: peopleAt(rowOf('CC')),
    replyTo: peopleAt(rowOf('REPLY_TO')),
  },
];

function readPlace(document: Document, url: URL): Place {
  // It is installed on any host: its page tells it.
  if (findFirst(document, 'body#rl-app') === null || findFirst(document, '#rl-content') === null) {
    return ELSEWHERE;
  }
  const open = /^#\/mailbox\/([^~/]{1,300})(?:~\d{1,12})?\/m(\d{1,12})$/u.exec(url.hash);
  if (open === null) {
    return LIST;
  }
  // "View original" of its own menu; the address has the message's key in it.
  const raw = attributeOf(findFirst(document, '.b-message menu a[href*="/ViewAsPlain/"]'), 'href');
  const rawUrl = raw !== null && URL.canParse(raw, url.href) ? new URL(raw, url.href) : null;
  return {
    kind: 'message',
    isTold: true,
    nativeId: `${decodeFolder(open[1] ?? '')}/${open[2] ?? ''}`,
    rawUrl: rawUrl?.origin === url.origin ? rawUrl.href : null,
  };
}

function decodeFolder(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

function chipsIn(row: string): AdapterVersion['to'] {
  return peopleAt(`${row} ul.emailaddresses`, { person: 'li[draggable][title]', address: 'title' });
}

/** SnappyMail. */
export const snappymail = defineAdapter({
  ...plainAdapter,
  id: 'snappymail',
  name: 'SnappyMail',
  versions,
  compose: [
    {
      since: '2025-06-16',
      seenIn: 'the-djmaze/snappymail (ba49691) snappymail/v/0.0.0/app/templates/Views/User/PopupsCompose.html, dev/Component/EmailAddresses.js',
      form: 'dialog#V-PopupsCompose[open]',
      editor: '',
      to: chipsIn('.b-header tr:not([class])'),
      cc: chipsIn('.b-header tr.cc-row'),
      bcc: chipsIn('.b-header tr.bcc-row'),
      subject: 'input[name="subject"]',
    },
  ],
  place: readPlace,
  facts: (document) => factsOf(document, shownIn(document, '.accountPlace')),
  isNoSubject,
  // Its address names the next message before the page draws it.
  view: BODY,
});
