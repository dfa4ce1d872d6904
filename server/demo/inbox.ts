import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { listSampleMails, toSource, type SampleMail } from './mails.ts';

/**
 * A small inbox on loopback that stands where a webmail would. It speaks Roundcube's addresses and header table, so that
 * the extension reads it with the same adapter as the real one; it sends nothing and keeps nothing.
 */
export function createInbox(todayMs: number): Hono {
  const mails = listSampleMails(todayMs);
  const app = new Hono();
  app.get('/', (c) => {
    const mail = mails.find((one) => String(one.uid) === c.req.query('_uid'));
    const action = c.req.query('_action');
    if (action === 'viewsource') {
      return mail ? c.text(toSource(mail)) : c.text('There is no such mail.', 404);
    }
    return action === 'show' && mail ? c.html(drawMail(mail)) : c.html(drawList(mails));
  });
  return app;
}

const look = html`<style>
  body {
    margin: 0;
    font:
      15px/24px system-ui,
      sans-serif;
    color: #1b2230;
    background: #f4f5f7;
  }
  header {
    padding: 16px 32px;
    background: #fff;
    border-bottom: 1px solid #dde0e5;
    font-weight: 600;
  }
  main {
    max-width: 760px;
    margin: 24px auto;
    background: #fff;
    border: 1px solid #dde0e5;
  }
  main a.mail {
    display: grid;
    grid-template-columns: 220px 1fr 90px;
    gap: 16px;
    padding: 12px 24px;
    border-bottom: 1px solid #eceef1;
    color: inherit;
    text-decoration: none;
  }
  main a.mail:hover {
    background: #f7f8fa;
  }
  #message-header,
  #messagebody {
    padding: 16px 24px;
  }
  h2 {
    margin: 0 0 8px;
    font-size: 20px;
  }
  td {
    padding: 0 16px 0 0;
    color: #5f6674;
  }
  .pre {
    white-space: pre-wrap;
  }
</style>`;

function shell(action: string, uid: number | null, content: unknown) {
  const environment = JSON.stringify({
    task: 'mail',
    action,
    date_format: 'yy-mm-dd',
    username: 'rep@demo.example',
    ...(uid === null ? {} : { uid: String(uid), mailbox: 'INBOX' }),
  });
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Sample inbox</title>
        ${look}
        <script type="application/json" id="env">
          rcmail.set_env(${raw(environment)});
        </script>
      </head>
      <body class="task-mail action-${action}">
        <header>Sample inbox, rep@demo.example</header>
        ${content}
      </body>
    </html>`;
}

function drawList(mails: readonly SampleMail[]) {
  const rows = mails.map(
    (mail) =>
      html`<a class="mail" href="/?_task=mail&_action=show&_uid=${mail.uid}&_mbox=INBOX"
        ><b>${mail.name}</b><span>${mail.subject}</span><span>${mail.date.toISOString().slice(5, 10)}</span></a
      >`,
  );
  return shell('', null, html`<main id="messagelist">${rows}</main>`);
}

function drawMail(mail: SampleMail) {
  const person = (name: string, email: string) =>
    html`<span class="adr"><a href="mailto:${email}" class="rcmContactAddress" title="${email}">${name}</a></span>`;
  const when = mail.date.toISOString().slice(0, 16).replace('T', ' ');
  const content = html`<main>
    <div id="message-header">
      <h2 class="subject">${mail.subject}</h2>
      <table>
        <tbody>
          <tr>
            <td>From</td>
            <td class="header from">${person(mail.name, mail.email)}</td>
          </tr>
          <tr>
            <td>To</td>
            <td class="header to">${person('Tom Aldous', 'rep@demo.example')}</td>
          </tr>
          <tr>
            <td>Date</td>
            <td class="header date">${when}</td>
          </tr>
        </tbody>
      </table>
    </div>
    <div id="messagebody">
      <div class="message-part"><div class="pre">${mail.text}</div></div>
    </div>
    <p style="padding: 0 24px 16px"><a href="/">Back to the inbox</a></p>
  </main>`;
  return shell('show', mail.uid, content);
}
