import { createServer } from 'node:http';

/** Any number of mails on loopback, each from somebody else, drawn as Roundcube draws them and with their source. */
export type MailSite = {
  readonly origin: string;
  /** The page of a mail; its Message-ID is `<m<number>@many.example>`, its subject `Mail <number>`. */
  readonly mailAt: (number: number) => string;
  readonly close: () => Promise<void>;
};

const header = (number: number): string => `From: Buyer ${number} <p${number}@many.example>\r\nTo: Rep <rep@lab.test>\r\nSubject: Mail ${number}`;

function drawSource(number: number): string {
  const at = new Date(Date.parse('2026-11-16T09:00:00Z') + number * 1000).toUTCString().replace('GMT', '+0000');
  return `${header(number)}\r\nDate: ${at}\r\nMessage-ID: <m${number}@many.example>\r\n\r\nTwelve boxes, please.\r\n`;
}

function drawPage(number: number): string {
  const person = (name: string, email: string): string =>
    `<span class="adr"><a href="mailto:${email}" class="rcmContactAddress" title="${email}">${name}</a></span>`;
  const environment = JSON.stringify({
    task: 'mail',
    action: 'show',
    uid: String(number),
    mailbox: 'INBOX',
    username: 'rep@lab.test',
    date_format: 'yy-mm-dd',
  });
  return `<!doctype html><html lang="en"><head><title>Mail ${number}</title><script type="application/json">rcmail.set_env(${environment});</script></head>
<body class="task-mail action-show"><div id="message-header"><h2 class="subject">Mail ${number}</h2><table><tbody>
<tr><td>From</td><td class="header from">${person(`Buyer ${number}`, `p${number}@many.example`)}</td></tr>
<tr><td>To</td><td class="header to">${person('Rep', 'rep@lab.test')}</td></tr>
<tr><td>Date</td><td class="header date">2026-11-16 10:00</td></tr></tbody></table></div>
<div id="messagebody"><div class="message-part"><div class="pre">Twelve boxes, please.</div></div></div></body></html>`;
}

/** Starts the site. */
export async function startMailSite(): Promise<MailSite> {
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const number = Number(query.get('_uid') ?? 0);
    const isSource = query.get('_action') === 'viewsource';
    response.setHeader('content-type', isSource ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(isSource ? drawSource(number) : drawPage(number));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    origin,
    mailAt: (number) => `${origin}/?_task=mail&_action=show&_uid=${number}&_mbox=INBOX`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
