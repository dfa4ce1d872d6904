import {
  defineAdapter,
  ELSEWHERE,
  LIST,
  MAYBE_MESSAGE,
  NOBODY,
  peopleAt,
  plainAdapter,
  plainVersion,
  subjectAt,
  type Adapter,
  type Place,
} from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { factsOf, shownIn } from './own-addresses.ts';

/** What a recipients' row begins with: a row like that is never the sender's. */
const RECIPIENTS = /^(?:收件人|收件者|抄送|副本|密送|发给|發給|寄给|To\b|Cc\b|Bcc\b)/u;
const TO = /^(?:收件人|收件者|发给|發給|To\b)/u;
const CC = /^(?:抄送|副本|Cc\b)/u;

function readPlace(_document: Document, url: URL): Place {
  return url.hostname === 'wx.mail.qq.com' ? MAYBE_MESSAGE : ELSEWHERE;
}

/** QQ Mail as it is since 2023: one document, the letter in an open shadow root. */
export const qq = defineAdapter({
  ...plainAdapter,
  id: 'qq',
  name: 'QQ Mail',
  versions: [
    {
      ...plainVersion,
      since: '2026-07-01',
      layout: 'reader',
      seenIn:
        'realbmail/bmail_extension (e9b91b3) src/content_qq.ts; public index files 58754977546 (read-first-unread of a mail agent), 68833904881, 71084173955',
      scope: '.mail-detail-basic',
      from: peopleAt('.basic-body-item:first-child', {
        label: new RegExp(`^(?!${RECIPIENTS.source.slice(1)})`, 'u'),
        person: '.cmp-account-email',
        name: '.basic-body-item:first-child .cmp-account-nick',
      }),
      to: peopleAt('.basic-body-item', { label: TO, person: '.cmp-account-email' }),
      cc: peopleAt('.basic-body-item', { label: CC, person: '.cmp-account-email' }),
      subject: subjectAt('.mail-detail-subject .mail-subject-text', { within: 'page' }),
      date: { select: '.time-text', attribute: null, label: null },
      body: '.mail-detail-content, .reader-body-children',
      nativeId: {
        select: '.mail-list-page-item.mail-item-selected[data-mailid]',
        attribute: 'data-mailid',
        pattern: /^([\w~-]{4,100})$/u,
        within: 'page',
      },
    },
  ],
  compose: [
    {
      since: '2026-03-27',
      seenIn: 'realbmail/bmail_extension (e9b91b3) src/content_qq.ts; public index file 68596758158 (checked 2026-09-26)',
      form: '.mail-compose-page',
      editor: '',
      to: peopleAt('.mail-compose-receivers', { person: 'div[data-email]', address: 'data-email' }),
      cc: NOBODY,
      bcc: NOBODY,
      subject: '',
    },
  ],
  place: readPlace,
  facts: (document) => factsOf(document, shownIn(document, '.profile-user-info .user-email')),
  isNoSubject,
});

function readClassicPlace(_document: Document, url: URL): Place {
  if (url.hostname !== 'mail.qq.com' && url.hostname !== 'exmail.qq.com') {
    return ELSEWHERE;
  }
  const id = url.searchParams.get('mailid');
  if (!/^\/cgi-bin\/readmail$/u.test(url.pathname) || id === null || !/^[\w~-]{4,100}$/u.test(id)) {
    return LIST;
  }
  const raw = new URL(url);
  raw.hash = '';
  raw.searchParams.set('action', 'downloademl');
  return { kind: 'message', isTold: true, nativeId: id, rawUrl: raw.href };
}

/** QQ Mail as it was before, and Tencent Exmail: the message is a document of its own in the frame `mainFrame`. */
export const qqClassic: Adapter = defineAdapter({
  ...plainAdapter,
  id: 'qq-classic',
  name: 'QQ Mail',
  frames: 'all',
  versions: [
    {
      ...plainVersion,
      since: '2026-03-27',
      layout: 'classic',
      seenIn: 'realbmail/bmail_extension (e9b91b3) src/content_qq.ts (body, compose); public index file 71084173955 (subject, sender, recipients)',
      scope: 'body',
      from: peopleAt('#fromaddr'),
      to: peopleAt('#toaddr'),
      subject: subjectAt('#subject'),
      // No source says where it stands; the raw message has it.
      date: { select: '', attribute: null, label: null },
      body: '#mailContentContainer',
    },
  ],
  compose: [
    {
      since: '2026-03-27',
      seenIn: 'realbmail/bmail_extension (e9b91b3) src/content_qq.ts',
      form: '#frm',
      editor: '',
      to: peopleAt('#addrsDiv', { person: '.addr_base.addr_normal[addr]', address: 'addr' }),
      cc: NOBODY,
      bcc: NOBODY,
      subject: '',
    },
  ],
  place: readClassicPlace,
  facts: (document) => factsOf(document, shownIn(document, '#useraddr')),
  isNoSubject,
});
