// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { earlierSources } from '../../../extension/earlier/sources.ts';
import type { Ask, EarlierSession, WebRequest } from '../../../extension/earlier/source.ts';
import { EARLIER_WEBMAILS } from '../../../extension/earlier-messages.ts';
import { openPage } from '../adapters/a-page.ts';

/** A session of a page, as the reader in it opens one. */
function open(html: string, url: string): EarlierSession | null {
  const page = openPage(html);
  return earlierSources.map((source) => source.open(page, new URL(url))).find((session) => session !== null) ?? null;
}

/** Answers each request by `answer` and keeps what was asked. */
function aWebmail(answer: (request: WebRequest) => unknown): { readonly ask: Ask; readonly asked: WebRequest[] } {
  const asked: WebRequest[] = [];
  const ask: Ask = (request) => {
    asked.push(request);
    const body = answer(request);
    return Promise.resolve(body === null ? null : JSON.stringify(body));
  };
  return { ask, asked };
}

const settings = {
  task: 'mail',
  mailbox: 'Work',
  request_token: 'tok123',
  username: 'rep@lab.test',
  mailboxes: { INBOX: { id: 'INBOX', class: 'inbox' }, Gesendet: { id: 'Gesendet', class: 'sent' }, Trash: { id: 'Trash', class: 'trash' } },
};
const roundcube = `<html><body class="task-mail"><script>rcmail.set_env(${JSON.stringify(settings)});</script><div id="messagelist"></div></body></html>`;
const roundcubeUrl = 'https://mail.shop.example/?_task=mail&_mbox=Work';

/** A row as `rcmail_output_json` writes it. */
function row(uid: number | string, subject: string, email = 'anna@larch.example'): string {
  const cells = {
    subject,
    fromto: `<span class="adr"><span title="${email}" class="rcmContactAddress">Anna</span></span>`,
    date: '2026-06-08 10:00',
  };
  return `this.add_message_row(${JSON.stringify(uid)},${JSON.stringify(cells)},{"mbox":"INBOX"},false);\n`;
}

describe('Roundcube', () => {
  test('its own search is asked for inbox and sent, page after page, the newest by number first', async () => {
    const { ask, asked } = aWebmail(({ url }) => {
      const query = new URL(url).searchParams;
      if (query.get('_mbox') !== 'INBOX') {
        return { env: { search_request: 'b', messagecount: 1, pagecount: 1 }, exec: row(4, 'Re: one') };
      }
      return query.get('_action') === 'search'
        ? { env: { search_request: 'a', messagecount: 3, pagecount: 2 }, exec: row(3, 'one') + row(90, 'two') }
        : { env: { search_request: 'x', messagecount: 3, pagecount: 9 }, exec: row(17, 'three') };
    });
    const session = open(roundcube, roundcubeUrl);
    expect(session?.ownAddresses).toEqual(['rep@lab.test']);
    const found = await session?.search(ask, ['anna@larch.example', 'b@larch.example'], 200);
    expect(found?.mails.map(({ nativeId }) => nativeId)).toEqual(['INBOX/90', 'Gesendet/4', 'INBOX/17', 'INBOX/3']);
    expect(found?.mails[0]?.rawUrl).toBe('https://mail.shop.example/?_task=mail&_mbox=INBOX&_uid=90&_action=viewsource');
    expect(found?.mails[0]?.emails).toEqual(['anna@larch.example']);
    expect(found?.total).toBe(4);
    expect(asked.map(({ url }) => [...new URL(url).searchParams].filter(([name]) => name !== '_filter' && name !== '_task').join(' '))).toEqual([
      '_action,search _mbox,INBOX _scope,base _remote,1',
      '_action,list _mbox,INBOX _search,a _page,2 _remote,1',
      '_action,search _mbox,Gesendet _scope,base _remote,1',
    ]);
    expect(asked.every(({ headers, body }) => headers['X-Roundcube-Request'] === 'tok123' && body === null)).toBe(true);
    expect(new URL(asked[0]?.url ?? '').searchParams.get('_filter')).toBe(
      'UNDELETED OR OR OR OR OR HEADER FROM "anna@larch.example" HEADER TO "anna@larch.example" HEADER CC "anna@larch.example" HEADER FROM "b@larch.example" HEADER TO "b@larch.example" HEADER CC "b@larch.example"',
    );
    await session?.leave(ask);
    // A plain list of the folder that is shown: the session forgets our search.
    expect(new URL(asked.at(-1)?.url ?? '').search).toBe('?_task=mail&_action=list&_mbox=Work&_page=1&_remote=1');
  });

  test('what a subject says is never a row, and an address is never a part of a search', async () => {
    const { ask, asked } = aWebmail(() => ({
      env: { search_request: 'a', messagecount: 1, pagecount: 1 },
      exec: row(5, '"); this.add_message_row(66,{},{},false); ("') + row('7-INBOX', 'of another folder') + 'this.add_message_row(8,{bad);\n',
    }));
    const session = open(roundcube, roundcubeUrl);
    const found = await session?.search(ask, ['anna@larch.example'], 200);
    expect(found?.mails.map(({ nativeId }) => nativeId)).toEqual(['INBOX/5', 'Gesendet/5']);
    expect((await session?.search(ask, ['a"@x.example', 'b\r\n@x.example', 'all'], 200))?.mails).toEqual([]);
    expect(asked.length).toBe(2);
  });

  test('at most so many are given, folders in turn; no answer is no result', async () => {
    const { ask } = aWebmail(({ url }) => {
      const inbox = url.includes('_mbox=INBOX');
      const rows = Array.from({ length: inbox ? 30 : 2 }, (_, at) => row(at + 1, 'x')).join('');
      return { env: { search_request: 'a', messagecount: inbox ? 30 : 2, pagecount: 1 }, exec: rows };
    });
    const found = await open(roundcube, roundcubeUrl)?.search(ask, ['anna@larch.example'], 10);
    expect(found?.mails.map(({ nativeId }) => nativeId)).toEqual([
      'INBOX/30',
      'Gesendet/2',
      'INBOX/29',
      'Gesendet/1',
      ...[28, 27, 26, 25, 24, 23].map((uid) => `INBOX/${uid}`),
    ]);
    expect(found?.total).toBe(32);
    expect(await open(roundcube, roundcubeUrl)?.search(aWebmail(() => null).ask, ['anna@larch.example'], 10)).toBeNull();
    expect(open(roundcube.replace('request_token', 'nothing'), roundcubeUrl)).toBeNull();
  });
});

const sogo = '<html><body ng-app="SOGo.MailerUI"><script>var UserEmail = \'rep@lab.test\';</script></body></html>';
const sogoUrl = 'https://groups.shop.example/SOGo/so/rep@lab.test/Mail/view#!/Mail/0/INBOX/3';

describe('SOGo', () => {
  test('its own search is asked, and headers in portions; nothing that marks a mail as read', async () => {
    const { ask, asked } = aWebmail(({ url, body }) => {
      if (url.endsWith('/Mail/0/view')) {
        const sent = { path: 'INBOX/Sent mail', type: 'sent', children: [] };
        return {
          mailboxes: [
            { path: 'INBOX', type: 'inbox', children: [sent] },
            { path: 'Trash', type: 'trash' },
          ],
        };
      }
      if (url.endsWith('/headers')) {
        const { uids }: { uids: number[] } = JSON.parse(body ?? '');
        return [['To', 'From', 'uid'], ...uids.map((uid) => [[{ email: 'rep@lab.test' }], [{ name: 'Anna', email: 'Anna@larch.example' }], uid])];
      }
      return url.includes('Sent')
        ? {
            uids: [
              ['uid', 'level'],
              [2, 0],
            ],
            threaded: 1,
          }
        : { uids: Array.from({ length: 60 }, (_, at) => at + 1) };
    });
    const session = open(sogo, sogoUrl);
    expect(session?.ownAddresses).toEqual(['rep@lab.test']);
    const found = await session?.search(ask, ['anna@larch.example'], 55);
    const base = 'https://groups.shop.example/SOGo/so/rep@lab.test/Mail/0';
    expect(found?.mails.length).toBe(55);
    expect(found?.mails.slice(0, 3)).toEqual([
      { nativeId: 'INBOX/60', rawUrl: `${base}/folderINBOX/60/export`, emails: ['anna@larch.example', 'rep@lab.test'] },
      { nativeId: 'INBOX/Sent mail/2', rawUrl: `${base}/folderINBOX/folderSent_SP_mail/2/export`, emails: ['anna@larch.example', 'rep@lab.test'] },
      { nativeId: 'INBOX/59', rawUrl: `${base}/folderINBOX/59/export`, emails: ['anna@larch.example', 'rep@lab.test'] },
    ]);
    expect(found?.total).toBe(61);
    expect(asked.map(({ url }) => url.slice(base.length))).toEqual([
      '/view',
      '/folderINBOX/view',
      '/folderINBOX/headers',
      '/folderINBOX/headers',
      '/folderINBOX/folderSent_SP_mail/view',
      '/folderINBOX/folderSent_SP_mail/headers',
    ]);
    expect(asked.some(({ url }) => /\/folder[^/]+\/\d+\/view$/u.test(url))).toBe(false);
  });
});

describe('every source', () => {
  test('is one that the panel offers, and names where it was read', () => {
    expect(new Set(earlierSources.map(({ adapter }) => adapter))).toEqual(EARLIER_WEBMAILS);
    expect(earlierSources.every(({ seenIn }) => seenIn.length > 10)).toBe(true);
  });

  test('opens no page of another program', () => {
    expect(open('<html><body></body></html>', 'https://mail.shop.example/')).toBeNull();
  });
});
