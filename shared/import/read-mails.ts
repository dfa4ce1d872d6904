import { readRaw } from '../capture/raw/read-raw.ts';
import type { CapturedMessage } from '../model/capture.ts';
import { discardedAs, eachMessage, type ByteSource, type Discarded } from './mbox.ts';

/** One message of a file, read; `discarded`: its owner threw it away, and it was not read. */
export type MailRead = { readonly number: number; readonly readBytes: number } & (
  | { readonly discarded: Discarded; readonly message: null }
  | { readonly discarded: undefined; readonly message: CapturedMessage }
);

/** What is named as the reader of mails from a file. */
const MAILBOX_READER = 'mailbox@2026-11-24';

/** The messages of a mailbox or of an .eml file as they are logged, one after another: text and headers, no attachments. */
export async function* eachMail(source: ByteSource): AsyncGenerator<MailRead> {
  for await (const { number, latin1, totalBytes, readBytes } of eachMessage(source)) {
    const discarded = discardedAs(latin1);
    if (discarded !== undefined) {
      yield { number, readBytes, discarded, message: null };
    } else {
      const cutAtBytes = totalBytes > latin1.length ? latin1.length : null;
      const message = await readRaw(latin1, { adapter: MAILBOX_READER, nativeId: null, ownAddresses: [], cutAtBytes, totalBytes });
      yield { number, readBytes, discarded, message };
    }
  }
}
