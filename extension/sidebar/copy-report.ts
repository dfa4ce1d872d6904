import { calls } from '../messages.ts';
import { send } from '../transport.ts';

/** Puts a report on a layout into the clipboard: what is missing, and how the page is built. No text of the page is in it. */
export async function copyReport(tab: number, adapter: string, missing: readonly string[]): Promise<void> {
  const answer = await send(calls.readStructure, { tab });
  const report = {
    adapter,
    missing,
    at: new Date().toISOString(),
    browser: navigator.userAgent,
    structures: answer.ok ? answer.value.structures : [],
  };
  await navigator.clipboard.writeText(JSON.stringify(report, null, 1));
}
