import { connect } from 'node:net';

/** Puts a raw message into a mailbox by IMAP APPEND (RFC 9051, 6.3.12), as mail that has just come in. */
export async function appendMail(imapPort: number, user: string, raw: string, box = 'INBOX'): Promise<void> {
  const bytes = Buffer.from(raw.replace(/\r?\n/gu, '\r\n'), 'utf8');
  const socket = connect(imapPort, '127.0.0.1');
  let heard = '';
  let wake: (() => void) | undefined;
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
    wake?.();
  });
  const failed = new Promise<never>((_, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`The mailbox closed the connection: ${heard}`)));
  });
  const hear = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(heard)) {
      await Promise.race([new Promise<void>((resolve) => (wake = resolve)), failed]);
    }
    heard = '';
  };
  failed.catch(() => undefined);
  await hear(/^\* OK/u);
  socket.write(`a login ${user} secret\r\n`);
  await hear(/^a OK/mu);
  socket.write(`b append "${box}" {${bytes.length}}\r\n`);
  await hear(/^\+/u);
  socket.write(bytes);
  socket.write('\r\n');
  await hear(/^b OK/mu);
  socket.write('c logout\r\n');
  socket.end();
}
