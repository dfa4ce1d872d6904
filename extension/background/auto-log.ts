import { isUnsureReader } from '#shared/capture/generic-reader.ts';
import { listCounterparts } from '#shared/capture/people.ts';
import type { CaptureMode } from '../messages.ts';
import { defaultMode, readSetting, sites } from '../settings.ts';
import { findIdByEmail } from '../store/customers.ts';
import { findInteraction } from '../store/interactions.ts';
import { findIdentity } from '../store/meta.ts';
import { commitAct, type Change } from '../store/write.ts';
import { leadOf, toLeadChanges, toLogChanges } from './lead.ts';
import { offerContact } from './lessons.ts';
import { capturerOf, listOwnAddresses, type Background } from './own.ts';
import type { MessageReading } from './tabs.ts';

/** Values at least this sure are taken without asking. */
const SURE = 0.9;

/** The mode of a site: its own, else the default. */
export async function modeOf(origin: string): Promise<CaptureMode> {
  const site = (await readSetting(sites)).find((held) => held.origin === origin);
  return site?.mode ?? (await readSetting(defaultMode));
}

/**
 * Logs an open mail without a press where the user switched that on: with known customers (`known`), or with everybody
 * in it (`always`). Gives the act, for undoing, or null. A mail that is in the book already, also one whose logging was
 * undone, is left as it is.
 */
export async function logByItself(background: Background, origin: string, reading: MessageReading): Promise<number | null> {
  const { book, nowMs } = background;
  const identity = await findIdentity(book);
  const mode = await modeOf(origin);
  // What an unsure reader makes of a page is a guess: it is offered, and never logged by itself. The raw message is none.
  const isGuess = reading.message.messageId === null && isUnsureReader(reading.message.adapter);
  if (!identity || mode === 'ask' || isGuess || reading.heldBack !== null || reading.interaction === null) {
    return null;
  }
  const held = await findInteraction(book, reading.interaction);
  const mine = `participants/${identity.user.id}`;
  if (held && (held.deleted || held.participants.includes(identity.user.id))) {
    return (await findAutoLog(background, reading.interaction, mine)) ?? null;
  }
  const { message } = reading;
  const own = await listOwnAddresses(book, identity, message);
  const { direction, people } = listCounterparts(message, own);
  const capturer = capturerOf(identity, nowMs());
  const changes: Change[] = [];
  const customers: string[] = [];
  for (const person of people) {
    const known = await findIdByEmail(book, person.email);
    if (known !== undefined) {
      customers.push(known);
    } else if (mode === 'always') {
      const sure = (await offerContact(message, person)).fields.filter((field) => field.confidence >= SURE);
      const lead = toLeadChanges(
        leadOf(person.email, capturer.idSalt),
        sure,
        new Set(),
        undefined,
        { interaction: reading.interaction, direction },
        capturer,
      );
      customers.push(lead.customer);
      changes.push(...lead.changes);
    }
  }
  const log = customers.length > 0 ? toLogChanges(message, customers, own, capturer) : undefined;
  if (!log) {
    return null;
  }
  const act = await commitAct(book, 'autoLog', [...changes, ...log.changes], nowMs());
  background.afterWrite();
  return act;
}

/** The act that logged this mail earlier without a press, so that its undo is offered again; only among the newest acts. */
async function findAutoLog(background: Background, interaction: string, field: string): Promise<number | undefined> {
  const recent = await background.book.acts.orderBy('id').reverse().limit(20).toArray();
  return recent.find((act) => act.label === 'autoLog' && !act.undone && act.before.some((held) => held.id === interaction && held.field === field))
    ?.id;
}
