import { toInstant, type Instant } from '../model/field.ts';

/** Zones as Windows and Exchange call them, and the place whose clock they mean (Unicode CLDR, windowsZones.xml, territory 001). */
const WINDOWS_ZONES: ReadonlyMap<string, string> = new Map([
  ['utc', 'UTC'],
  ['coordinated universal time', 'UTC'],
  ['greenwich standard time', 'Atlantic/Reykjavik'],
  ['gmt standard time', 'Europe/London'],
  ['w. europe standard time', 'Europe/Berlin'],
  ['romance standard time', 'Europe/Paris'],
  ['central europe standard time', 'Europe/Budapest'],
  ['central european standard time', 'Europe/Warsaw'],
  ['e. europe standard time', 'Europe/Chisinau'],
  ['fle standard time', 'Europe/Kiev'],
  ['gtb standard time', 'Europe/Bucharest'],
  ['turkey standard time', 'Europe/Istanbul'],
  ['russian standard time', 'Europe/Moscow'],
  ['israel standard time', 'Asia/Jerusalem'],
  ['south africa standard time', 'Africa/Johannesburg'],
  ['egypt standard time', 'Africa/Cairo'],
  ['arabian standard time', 'Asia/Dubai'],
  ['arab standard time', 'Asia/Riyadh'],
  ['pakistan standard time', 'Asia/Karachi'],
  ['india standard time', 'Asia/Kolkata'],
  ['bangladesh standard time', 'Asia/Dhaka'],
  ['se asia standard time', 'Asia/Bangkok'],
  ['china standard time', 'Asia/Shanghai'],
  ['taipei standard time', 'Asia/Taipei'],
  ['singapore standard time', 'Asia/Singapore'],
  ['tokyo standard time', 'Asia/Tokyo'],
  ['korea standard time', 'Asia/Seoul'],
  ['w. australia standard time', 'Australia/Perth'],
  ['aus eastern standard time', 'Australia/Sydney'],
  ['e. australia standard time', 'Australia/Brisbane'],
  ['new zealand standard time', 'Pacific/Auckland'],
  ['hawaiian standard time', 'Pacific/Honolulu'],
  ['alaskan standard time', 'America/Anchorage'],
  ['pacific standard time', 'America/Los_Angeles'],
  ['mountain standard time', 'America/Denver'],
  ['us mountain standard time', 'America/Phoenix'],
  ['central standard time', 'America/Chicago'],
  ['central standard time (mexico)', 'America/Mexico_City'],
  ['eastern standard time', 'America/New_York'],
  ['us eastern standard time', 'America/Indianapolis'],
  ['atlantic standard time', 'America/Halifax'],
  ['newfoundland standard time', 'America/St_Johns'],
  ['sa pacific standard time', 'America/Bogota'],
  ['pacific sa standard time', 'America/Santiago'],
  ['argentina standard time', 'America/Buenos_Aires'],
  ['e. south america standard time', 'America/Sao_Paulo'],
]);

/** The zone that a calendar's name of it means, as `Intl` knows it, or null: `W. Europe Standard Time`, `/citadel.org/…/Europe/Berlin`. */
export function zoneOf(written: string): string | null {
  const name = written.trim().slice(0, 200);
  const place = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Z][\w+-]+(?:\/[A-Z][\w-]+)?)$/u.exec(name)?.[1] ?? name;
  for (const candidate of [WINDOWS_ZONES.get(name.toLowerCase()), place]) {
    if (candidate !== undefined && candidate !== '' && isZone(candidate)) {
      return candidate;
    }
  }
  return null;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    // Intl knows a zone only by trying it: a RangeError says that it does not.
    return false;
  }
}

/** The instant at which a clock on the wall of `zone` shows `wallMs` (as if it were UTC); an hour that a change of clocks skips is moved on. */
export function instantIn(wallMs: number, zone: string): Instant {
  const first = wallMs - offsetMs(wallMs, zone);
  return toInstant(wallMs - offsetMs(first, zone));
}

/** How far the wall clock of `zone` is ahead of UTC at an instant. */
function offsetMs(atMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: isZone(zone) ? zone : 'UTC',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? '0');
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(atMs / 1000) * 1000;
}
