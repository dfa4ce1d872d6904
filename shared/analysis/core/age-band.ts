/**
 * The band of an age in whole years: decades from 20 on.
 * @example
 * bandOf(34) // '30-39'
 */
export function bandOf(age: number): string {
  if (age < 20) {
    return '0-19';
  }
  const from = Math.floor(age / 10) * 10;
  return from >= 80 ? '80+' : `${from}-${from + 9}`;
}

/** The band of the age that somebody born in a year reaches in another; undefined where the year of birth is not known. */
export function bandOfBirth(birthYear: number | undefined, year: number): string | undefined {
  return birthYear === undefined ? undefined : bandOf(year - birthYear);
}
