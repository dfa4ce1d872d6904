/** A raw message and, written by hand beside it, what its headers say. */
export type KnownMessage = {
  readonly what: string;
  /** Header lines as they stand in the source. */
  readonly head: readonly string[];
  readonly body: readonly string[];
  /** Bytes of the source: `latin1` writes one byte for each character. */
  readonly encoding?: 'latin1' | 'utf8';
  readonly from: readonly [name: string, email: string];
  readonly to: readonly (readonly [name: string, email: string])[];
  readonly cc: readonly (readonly [name: string, email: string])[];
  readonly subject: string;
  readonly sentAt: string | null;
  readonly messageId: string | null;
};

/** The bytes of a message, with the line ends of mail. */
export function toBytes(message: KnownMessage): Buffer {
  return Buffer.from([...message.head, '', ...message.body, ''].join('\r\n'), message.encoding ?? 'utf8');
}
