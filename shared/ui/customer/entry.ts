import type { Day, Instant } from '#shared/model/field.ts';
import type { Channel, Interaction } from '#shared/model/interaction.ts';
import type { Order } from '#shared/model/order.ts';
import type { ServiceCase, Visit } from '#shared/model/service.ts';
import type { Texts } from '#shared/text/index.ts';
import type { IconName } from '../Icon.tsx';
import { dayOf } from '../format.ts';

/** One contact in a timeline. `waits`: the server does not have it yet. */
export type ContactEntry = { readonly interaction: Interaction; readonly waits?: boolean; readonly pictures?: readonly PictureEntry[] };

/** A picture that is kept with a contact. `url`: where its bytes can be drawn from; undefined until they are fetched. */
export type PictureEntry = { readonly hash: string; readonly name: string; readonly url: string | undefined };

/** One order in a timeline. */
export type OrderEntry = { readonly order: Order; readonly waits?: boolean };

/** One question, complaint, repair or upkeep in a timeline, at the moment that it was opened. */
export type CaseEntry = { readonly serviceCase: ServiceCase; readonly waits?: boolean };

/** One visit of a case, at the moment that somebody came or was to come. `key`: the visit's in its case. */
export type VisitEntry = { readonly visit: Visit; readonly key: string; readonly of: ServiceCase; readonly waits?: boolean };

export type TimelineEntry = ContactEntry | OrderEntry | CaseEntry | VisitEntry;

/** A case and its visits as entries of their own: a visit stands on the day that it was, not on that of the complaint. */
export function entriesOfCase(serviceCase: ServiceCase, waits = false): readonly (CaseEntry | VisitEntry)[] {
  const visits = Object.entries(serviceCase.visits).map(([key, visit]) => ({ visit, key, of: serviceCase, waits }));
  return [{ serviceCase, waits }, ...visits];
}

/** What a timeline can be narrowed to. */
export type TimelineFilter = 'all' | 'mail' | 'calls' | 'notes' | 'orders' | 'service';

const channelsOf: Readonly<Record<Exclude<TimelineFilter, 'all' | 'orders' | 'service'>, readonly Channel[]>> = {
  mail: ['email'],
  calls: ['phone'],
  notes: ['note'],
};

const icons: Readonly<Record<Channel, IconName>> = {
  email: 'mail',
  phone: 'phone',
  fax: 'fax',
  chat: 'chat',
  web: 'web',
  meeting: 'visit',
  letter: 'letter',
  social: 'people',
  note: 'note',
};

/** The icon of a channel; a note's for one that this version does not know. */
export function iconOf(channel: Channel | undefined): IconName {
  return channel === undefined ? 'note' : icons[channel];
}

/** What tells an entry from all others: the id of its record, and of a visit its key in it. */
export function idOf(entry: TimelineEntry): string {
  if ('order' in entry) {
    return entry.order.id;
  }
  if ('interaction' in entry) {
    return entry.interaction.id;
  }
  return 'visit' in entry ? `${entry.of.id}/${entry.key}` : entry.serviceCase.id;
}

/** The instant of an entry where it has one: an order often has a day alone. */
function instantOf(entry: TimelineEntry): Instant | undefined {
  if ('order' in entry) {
    return entry.order.placedAt;
  }
  if ('interaction' in entry) {
    return entry.interaction.happenedAt;
  }
  return 'visit' in entry ? (entry.visit.arrivedAt ?? entry.visit.plannedAt) : entry.serviceCase.openedAt;
}

/** The calendar day of an entry: an order's own, else that of its instant in the reader's zone. */
function dayOfEntry(entry: TimelineEntry, timeZone: string): Day {
  const day = 'order' in entry ? entry.order.placedOn : undefined;
  const instant = instantOf(entry);
  return day ?? (instant === undefined ? '' : dayOf(instant, timeZone));
}

/**
 * The entries of a filter, newest first; an order without a time opens its day, and entries of the same instant keep the
 * order of their ids.
 */
export function arrange(entries: readonly TimelineEntry[], filter: TimelineFilter, timeZone: string): readonly TimelineEntry[] {
  const kept = filter === 'all' ? entries : entries.filter((entry) => isOf(filter, entry));
  return kept
    .map((entry) => ({ entry, day: dayOfEntry(entry, timeZone), instant: instantOf(entry) ?? '~', id: idOf(entry) }))
    .toSorted((a, b) => compare(b.day, a.day) || compare(b.instant, a.instant) || compare(a.id, b.id))
    .map(({ entry }) => entry);
}

function isOf(filter: Exclude<TimelineFilter, 'all'>, entry: TimelineEntry): boolean {
  if (!('interaction' in entry)) {
    return filter === ('order' in entry ? 'orders' : 'service');
  }
  if (filter === 'orders' || filter === 'service') {
    return false;
  }
  const { channel } = entry.interaction;
  return channel !== undefined && channelsOf[filter].includes(channel);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Arranged entries in groups of one calendar day of the reader's zone. */
export function groupByDay(
  entries: readonly TimelineEntry[],
  timeZone: string,
): readonly { readonly day: string; readonly entries: readonly TimelineEntry[] }[] {
  const groups: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOfEntry(entry, timeZone);
    const last = groups.at(-1);
    if (last && last.day === day) {
      last.entries.push(entry);
    } else {
      groups.push({ day, entries: [entry] });
    }
  }
  return groups;
}

const GREETING = /^.{1,40}[,:!，：！]$/u;

/** What a row says: its title, its second line, and the whole text when that is longer than the line. */
export function wordsOf(
  interaction: Interaction,
  logger: string | undefined,
  texts: Texts,
): { readonly title: string; readonly second: string; readonly whole: string } {
  const channel = interaction.channel ?? 'note';
  const whole = (interaction.body ?? interaction.text ?? '').trim();
  const lines = whole
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter(Boolean);
  const subject = interaction.subject?.trim();
  const ownTitle = subject || (channel === 'email' ? texts.timeline.noSubject : undefined);
  // A note without a subject opens with its own first line, a call with the word for its channel.
  const title = ownTitle ?? (channel === 'note' ? (lines.shift() ?? texts.channels.note) : texts.channels[channel]);
  const duration = interaction.durationMinutes === undefined ? undefined : texts.common.minutes(interaction.durationMinutes);
  const facts = [duration, logger].filter((part) => part !== undefined).join(texts.format.comma);
  // A greeting alone ("Morning Tom,") says less than the line after it.
  const says = lines.find((line, index) => index === lines.length - 1 || !GREETING.test(line));
  const second = [facts && `${facts}.`, says, interaction.outcome].filter(Boolean).join(' ');
  return { title, second, whole };
}
