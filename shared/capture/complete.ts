import type { CapturedMessage } from '../model/capture.ts';
import { removeQuote } from './text/quotes.ts';
import { splitSignature } from './text/signature.ts';

/** A message as a page draws it, with the quoted part cut from its text and the signature found. A frame of a webmail loads none of this. */
export function completeMessage(message: CapturedMessage): CapturedMessage {
  const text = removeQuote(message.text);
  return { ...message, text, signature: splitSignature(text, message.from ?? { name: '', email: '' }).signature };
}
