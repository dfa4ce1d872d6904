import type { CapturedMessage } from '#shared/model/capture.ts';

/** A message as a reader hands it over. */
export function aMessage(change: Partial<CapturedMessage>): CapturedMessage {
  return {
    adapter: 'roundcube@2026-11-01',
    messageId: null,
    nativeId: 'INBOX/7',
    threadId: null,
    from: { name: 'Mira Holt', email: 'mira@holt-tools.example' },
    to: [{ name: '', email: 'rep@shop.example' }],
    cc: [],
    replyTo: [],
    subject: 'Boxes',
    sentAt: '2026-03-02T09:15:00Z',
    precision: 'minute',
    text: 'Hello',
    signature: null,
    automatic: false,
    ownAddresses: [],
    notes: [],
    ...change,
  };
}
