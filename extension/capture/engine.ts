import { completeMessage } from '#shared/capture/complete.ts';
import { readDrawnPage, type PageReading } from './drawn-page.ts';

/** What the page shows, quote and signature told apart: the same in a test and on the command line as in browser and background together. */
export function readPage(document: Document, url: string, nowMs: number = Date.now()): PageReading {
  const reading = readDrawnPage(document, url, nowMs);
  if (reading.kind === 'message') {
    return { ...reading, message: completeMessage(reading.message) };
  }
  return reading.kind === 'unreadable' && reading.fallback !== null ? { ...reading, fallback: completeMessage(reading.fallback) } : reading;
}
