import { defineAdapter, ELSEWHERE, LIST, NOBODY, peopleAt, plainAdapter, plainVersion, subjectAt, type Place } from './adapter.ts';
import { isNoSubject } from './no-subject.ts';
import { factsOf, shownIn } from './own-addresses.ts';

const FROM = /^(?:发件人|發件人|寄件者|From)\s?[:：]?$/iu;
const TO = /^(?:收件人|收件者|To)\s?[:：]?$/iu;
const CC = /^(?:抄送人?|副本|Cc)\s?[:：]?$/iu;
const DATE = /^(?:[时時]\s?[间間]|发送时间|日\s?期|Date|Time|Sent)\s?[:：]?$/iu;

/** `#module=read.ReadModule|{"id":"…"}`, encoded or not. */
function readId(url: URL): string | null {
  try {
    const told: unknown = JSON.parse(/^#module=read\.ReadModule\|(\{.{1,2000}\})$/u.exec(decodeURIComponent(url.hash))?.[1] ?? 'null');
    const id: unknown = typeof told === 'object' && told !== null ? Reflect.get(told, 'id') : null;
    return typeof id === 'string' && /^[\w:+=~.-]{4,200}$/u.test(id) ? id : null;
  } catch {
    return null;
  }
}

function readPlace(_document: Document, url: URL): Place {
  if (
    !/^(?:[\w-]+\.){0,3}(?:163|126|188)\.com$|^(?:[\w-]+\.){0,3}(?:yeah\.net|netease\.com)$/u.test(url.hostname) ||
    !url.pathname.startsWith('/js6/')
  ) {
    return ELSEWHERE;
  }
  const id = readId(url);
  const sid = url.searchParams.get('sid');
  if (id === null) {
    return LIST;
  }
  // "Download the message" of the webmail's own menu; asked for in this frame, since it refuses a worker.
  const query = new URLSearchParams({ sid: sid ?? '', mid: id, mode: 'download', action: 'download_eml' });
  return {
    kind: 'message',
    isTold: true,
    nativeId: id,
    rawUrl: sid === null ? null : new URL(`/js6/read/readdata.jsp?${query.toString()}`, url.origin).href,
  };
}

/** NetEase 163, 126, yeah and its mail for companies: a module of the page for each open message, the letter in a frame. */
export const netease = defineAdapter({
  ...plainAdapter,
  id: 'netease',
  name: 'NetEase Mail',
  versions: [
    {
      ...plainVersion,
      since: '2026-03-27',
      layout: 'js6',
      seenIn:
        'realbmail/bmail_extension (e9b91b3) src/content_netease.ts; public index files 54039919166 (mail-163.js: subject, header list, frame) and 31824857519 (sender)',
      root: '[id^="_dvModuleContainer_read.ReadModule"]',
      from: peopleAt('ul[id$="_ulFull"] > li', { label: FROM, person: '.nui-addr-email' }),
      to: peopleAt('ul[id$="_ulFull"] > li', { label: TO, person: '.nui-addr-email' }),
      cc: peopleAt('ul[id$="_ulFull"] > li', { label: CC, person: '.nui-addr-email' }),
      subject: subjectAt('h1[id$="_h1Subject"]'),
      date: { select: 'ul[id$="_ulFull"] > li', attribute: null, label: DATE },
      body: 'iframe[id$="_frameBody"], iframe[id^="_mail_emailcontent_"]',
    },
  ],
  compose: [
    {
      since: '2026-03-27',
      seenIn: 'realbmail/bmail_extension (e9b91b3) src/content_netease.ts; public index file 68823927239 (subject)',
      form: '[id^="_dvModuleContainer_compose.ComposeModule"]',
      editor: '',
      to: peopleAt('[id^="_dvModuleContainer_compose.ComposeModule"]', { person: '.js-component-emailblock .nui-addr-email' }),
      cc: NOBODY,
      bcc: NOBODY,
      subject: 'input[id$="_subjectInput"]',
    },
  ],
  place: readPlace,
  facts: (document) => factsOf(document, shownIn(document, '#spnUid')),
  isNoSubject,
});
