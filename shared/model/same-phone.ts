/** Shorter numbers are extensions or typing errors and say nothing. */
const MIN_DIGITS = 7;
/** With fewer digits a number may lack its town's code, and stand in many towns. */
const MIN_NATIONAL_DIGITS = 8;
/** Two numbers of so many digits and one more have a code or a trunk prefix before what tells them: +7 912 345 6789 and 8 912 345 6789. */
const LONG_NATIONAL_DIGITS = 10;
/** Before a national number: a country's code of one to three digits (ITU-T E.164), and the nought that Italy keeps. */
const MAX_CODE_DIGITS = 4;

/** The digits of a number as it is dialled from abroad, its country's code aside: without a leading nought, and without "(0)". */
function digitsOf(phone: string): string {
  return phone.replace('(0)', '').replace(/\D/gu, '').replace(/^0+/u, '');
}

/** True where two texts are one telephone number, written with and without the country's code, a trunk prefix, or signs between. */
export function isSamePhone(one: string, other: string): boolean {
  const [short = '', long = ''] = [digitsOf(one), digitsOf(other)].toSorted((a, b) => a.length - b.length);
  if (short.length < MIN_NATIONAL_DIGITS) {
    return short === long && short.length >= MIN_DIGITS;
  }
  const isInside = long.endsWith(short) && long.length - short.length <= MAX_CODE_DIGITS;
  return isInside || (short.length > LONG_NATIONAL_DIGITS && short.slice(-LONG_NATIONAL_DIGITS) === long.slice(-LONG_NATIONAL_DIGITS));
}

/**
 * One text for all ways to write a number: `phone:` and its last eight digits. Numbers that are the same have the same; a few that
 * are not have it too, so that whoever looks up by it asks `isSamePhone` before anything is said. None where digits are too few.
 */
export function phoneKeysOf(phones: readonly string[]): readonly string[] {
  return phones
    .map(digitsOf)
    .filter((digits) => digits.length >= MIN_DIGITS)
    .map((digits) => `phone:${digits.slice(-MIN_NATIONAL_DIGITS)}`);
}
