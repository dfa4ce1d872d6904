import { normalizeEmail } from '#shared/capture/addresses.ts';
import { attributeOf, findAll, findFirst, isWithin, textOf } from '../capture/dom.ts';
import { defineAdapter, peopleAt, plainAdapter, plainVersion, subjectAt, type AdapterVersion, type PageFacts, type Place } from './adapter.ts';

/**
 * Read in SOGo 5.8 (Debian): its list with preview, and the window of its own for one message. Both draw the template
 * UI/Templates/MailerUI/UIxMailViewTemplate.wox, whose bindings (`ng-bind`) name what stands where in every language.
 */
const BODY = '#detailView .msg-body';

function chipsOf(line: string): AdapterVersion['to'] {
  // A chip shows the name, or the address where there is no name: the rest of the addresses is in the raw message only.
  return peopleAt(`md-chips[ng-model="::viewer.message.${line}"]`, { person: 'md-chip-template' });
}

function chipsIn(line: string): AdapterVersion['to'] {
  return peopleAt(`md-chips[ng-model="editor.message.editable.${line}"]`, { person: 'md-chip-template' });
}

const versions: readonly AdapterVersion[] = [
  {
    ...plainVersion,
    since: '2026-11-01',
    layout: 'angular',
    seenIn: 'SOGo 5.8.0',
    // The face of the card; its back shows the source.
    scope: '#detailView .sg-face > md-card > md-card-content',
    from: peopleAt('[ng-bind="::viewer.message.from[0].email"]', { name: '[ng-bind="::viewer.message.from[0].name"]' }),
    to: chipsOf('to'),
    cc: chipsOf('cc'),
    subject: subjectAt('[ng-bind="viewer.message.subject"]'),
    date: { select: '[ng-bind="::viewer.message.date"]', attribute: null, label: null },
    body: BODY,
  },
];

/** How SOGo writes the characters of a folder's name in its addresses (`asCSSIdentifier` of its scripts). */
const FOLDER_LETTERS: ReadonlyMap<string, string> = new Map([
  ['_', '_U_'],
  ['.', '_D_'],
  ['#', '_H_'],
  ['@', '_A_'],
  ['*', '_S_'],
  [':', '_C_'],
  [',', '_CO_'],
  [' ', '_SP_'],
  ["'", '_SQ_'],
  ['&', '_AM_'],
  ['+', '_P_'],
]);

/** A folder's path as SOGo's addresses have it: `folderINBOX/folderOld_U_mail`. */
export function toFolderPath(mailbox: string): string {
  return mailbox
    .split('/')
    .map((part) => {
      // Letters outside of ASCII never come: IMAP writes them as `&AOQ-`.
      const letters = Array.from(part, (letter) => FOLDER_LETTERS.get(letter) ?? letter).join('');
      return `folder${/^\d/u.test(letters) ? '_' : ''}${letters}`;
    })
    .map(encodeURIComponent)
    .join('/');
}

/** A folder's name as the hash has it: encoded once by SOGo's filter, once by its router, once by the browser. */
function decodeMailbox(written: string): string {
  let text = written;
  for (let turn = 0; turn < 3; turn += 1) {
    try {
      text = decodeURIComponent(text);
    } catch {
      return text;
    }
  }
  return text;
}

function readPlace(document: Document, url: URL): Place {
  // Mail pages of SOGo: `/SOGo/so/USER/Mail/view` and `…/UIxMailPopupView`. The first part is the installer's choice.
  const base = /^(\/[^?#]{0,200}\/so\/[^/]{1,320}\/Mail\/)(?:view|UIxMailPopupView)$/u.exec(url.pathname)?.[1];
  if (base === undefined || findFirst(document, 'body[ng-app^="SOGo."]') === null) {
    return { kind: 'elsewhere' };
  }
  const open = /^#!\/Mail\/(\w{1,20})\/([^/]{1,600})\/(\d{1,20})$/u.exec(url.hash);
  if (open === null) {
    return { kind: 'list' };
  }
  const [account = '', mailbox, uid = ''] = [open[1], decodeMailbox(open[2] ?? ''), open[3]];
  // `…/export` is what "Download message" of SOGo's own menu asks for; it leaves the message unread, `…/view` would not.
  const rawUrl = new URL(`${base}${account}/${toFolderPath(mailbox)}/${uid}/export`, url.origin).href;
  return { kind: 'message', isTold: true, nativeId: `${account === '0' ? '' : `${account}/`}${mailbox}/${uid}`, rawUrl };
}

function readFacts(document: Document): PageFacts {
  const scripts = findAll(document, 'script:not([src]):not([type="text/ng-template"])').filter((script) => !isWithin(script, BODY));
  const shown = scripts.flatMap((script) => {
    const text = textOf(script).slice(0, 2_000_000);
    const login = /\bvar UserEmail = '([^'\n]{3,320})'/u.exec(text)?.[1] ?? '';
    const accounts = /\bvar mailAccounts = (\[[^\n]*\]);/u.exec(text)?.[1] ?? '';
    return [login, ...[...accounts.matchAll(/"email":"([^"\n]{3,320})"/gu)].map((match) => match[1] ?? '')];
  });
  const emails = shown.flatMap((text) => normalizeEmail(text) ?? []);
  return { ownAddresses: [...new Set(emails)], sender: null, dateOrder: null, locale: attributeOf(findFirst(document, 'html'), 'lang') };
}

/** SOGo 5 and its list with preview, or a message in a window of its own. */
export const sogo = defineAdapter({
  ...plainAdapter,
  id: 'sogo',
  name: 'SOGo',
  versions,
  compose: [
    {
      since: '2026-11-01',
      seenIn: 'SOGo 5.8.0, UI/Templates/MailerUI/UIxMailEditor.wox',
      form: '#mailEditor',
      editor: '',
      to: chipsIn('to'),
      cc: chipsIn('cc'),
      bcc: chipsIn('bcc'),
      subject: 'input[ng-model="editor.message.editable.subject"]',
    },
  ],
  place: readPlace,
  facts: readFacts,
  view: '#detailView[ui-view="message"]',
  rawRequest: {
    path: /\/so\/[^/]{1,320}\/Mail\/\w{1,20}\/folder[^?#]{1,700}\/export$/u,
    token: { cookie: 'XSRF-TOKEN', header: 'X-XSRF-TOKEN' },
    // Measured: a mail with bytes above 127, in whatever charset, comes with each of them as two.
    isWidened: true,
  },
});
