import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSamePhone, phoneKeysOf } from '#shared/model/same-phone.ts';

describe('one telephone number', () => {
  test.each([
    ['+49 40 5550148', '040 5550148'],
    ['+49 40 5550148', '0049405550148'],
    ['+44 (0)20 7946 0018', '020 7946 0018'],
    ['+86 138 0013 8000', '13800138000'],
    ['+65 6123 4567', '6123 4567'],
    ['+852 2123 4567', '21234567'],
    ['+39 06 6988 1234', '06 6988 1234'],
    ['+886 2 1234 5678', '(02) 1234-5678'],
    ['8 912 345-67-89', '+7 912 345 67 89'],
    ['555 0148', '555-0148'],
  ])('%s is %s', (one, other) => {
    expect(isSamePhone(one, other)).toBe(true);
    expect(isSamePhone(other, one)).toBe(true);
    expect(phoneKeysOf([one])).toEqual(phoneKeysOf([other]));
  });

  test.each([
    ['+49 40 5550148', '+49 40 5550149'],
    ['030 1234 5678', '040 1234 5678'],
    ['(212) 555-0148', '555-0148'],
    ['110', '110'],
    ['', ''],
    ['+1 212 555 0148', '+1 415 555 0148'],
  ])('%s is not %s', (one, other) => {
    expect(isSamePhone(one, other)).toBe(false);
  });

  test('is found by its key with any country’s code before it, and with any signs between', () => {
    const national = fc.stringMatching(/^[1-9]\d{7,10}$/u);
    const code = fc.stringMatching(/^[1-9]\d{0,2}$/u);
    fc.assert(
      fc.property(national, code, fc.constantFrom(' ', '-', '.', ''), (number, country, sign) => {
        const written = `+${country}${sign}${number.slice(0, 3)}${sign}${number.slice(3)}`;
        expect(isSamePhone(written, `0${number}`)).toBe(true);
        expect(phoneKeysOf([written])).toEqual(phoneKeysOf([number]));
      }),
    );
  });
});
