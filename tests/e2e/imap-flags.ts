import { connect } from 'node:net';

/** The flags of every message of a mailbox by its UID, read without opening any (IMAP EXAMINE, RFC 9051, 6.3.3). */
export async function readFlags(imapPort: number, user: string, box: string): Promise<ReadonlyMap<number, string>> {
  const socket = connect(imapPort, '127.0.0.1');
  let heard = '';
  const done = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  socket.write(`a login ${user} secret\r\nb examine "${box}"\r\nc uid fetch 1:* (flags)\r\nd logout\r\n`);
  await done;
  if (!/^c OK/mu.test(heard)) {
    throw new Error(`The mailbox did not tell its flags: ${heard}`);
  }
  // \Recent says which session saw a message first, nothing of the message.
  const flagsOf = (text: string): string =>
    text
      .split(' ')
      .filter((flag) => flag !== '' && flag !== '\\Recent')
      .toSorted()
      .join(' ');
  return new Map([...heard.matchAll(/FETCH \(UID (\d+) FLAGS \(([^)]*)\)\)/gu)].map((match) => [Number(match[1]), flagsOf(match[2] ?? '')]));
}
