import { connect } from 'node:net';

/** Puts raw messages into an inbox in one session (IMAP APPEND, RFC 9051 6.3.12), byte for byte, in this order: their UIDs are 1, 2, 3 … */
export async function appendAll(imapPort: number, user: string, messages: readonly Buffer[]): Promise<void> {
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
  failed.catch(() => undefined);
  const hear = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(heard)) {
      await Promise.race([new Promise<void>((resolve) => (wake = resolve)), failed]);
    }
    heard = '';
  };
  await hear(/^\* OK/u);
  socket.write(`a login ${user} secret\r\n`);
  await hear(/^a OK/mu);
  for (const [index, message] of messages.entries()) {
    socket.write(`m${index} append "INBOX" {${message.length}}\r\n`);
    await hear(/^\+/mu);
    socket.write(message);
    socket.write('\r\n');
    await hear(new RegExp(`^m${index} OK`, 'mu'));
  }
  socket.write('z logout\r\n');
  socket.end();
}
