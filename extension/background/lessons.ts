import { applyCorrections, learnCorrections } from '#shared/capture/corrections.ts';
import { proposeContact, type Counterpart } from '#shared/capture/people.ts';
import type { CapturedContact, CapturedMessage, PageCapture } from '#shared/model/capture.ts';
import type { Lesson } from '#shared/model/correction.ts';
import { corrections, readSetting, writeSetting } from '../settings.ts';

/** Whose page a correction holds for. */
export function pageScope(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Keeps what a rep put right, on this device. `from`: the address of the mail's person, or the host of the page. */
export async function rememberLessons(from: string, lessons: readonly Lesson[]): Promise<void> {
  if (lessons.length > 0) {
    await writeSetting(corrections, [...learnCorrections(await readSetting(corrections), from, lessons)]);
  }
}

/** The lead that a message offers of one of its people, as the rep put such leads right before. */
export async function offerContact(message: CapturedMessage, person: Counterpart): Promise<CapturedContact> {
  return applyCorrections(proposeContact(message, person, { country: null }), person.email, await readSetting(corrections));
}

/** What a page told, as the rep put its host's pages right before. */
export async function correctPage(capture: PageCapture): Promise<PageCapture> {
  const held = await readSetting(corrections);
  const correct = (contact: CapturedContact): CapturedContact => applyCorrections(contact, pageScope(capture.url), held);
  return { ...capture, people: capture.people.map(correct), organizations: capture.organizations.map(correct) };
}
