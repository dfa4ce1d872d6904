import fc from 'fast-check';
import { addressParser } from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { isFreemail, isMachineAddress, isSharedMailbox, normalizeEmail, parseAddressList } from '#shared/capture/addresses.ts';

describe('normalizeEmail', () => {
  test.each([
    [' John@ACME.Example ', 'john@acme.example'],
    ['ｊohn@acme.example', 'john@acme.example'],
    ['jörg@münchen.example', 'jörg@xn--mnchen-3ya.example'],
    ['p@xn--mnchen-3ya.example', 'p@xn--mnchen-3ya.example'],
    ['张伟@例子.example', '张伟@xn--fsqu00a.example'],
    ['a@localhost', 'a@localhost'],
    ['a@1.2.3', 'a@1.2.3'],
  ])('%s', (written, expected) => {
    expect(normalizeEmail(written)).toBe(expected);
  });

  test.each([
    '',
    'john',
    '@acme.example',
    'john@',
    'a b@acme.example',
    'a@b@acme.example',
    'a@acme..example',
    'a@ac/me',
    'a@acme.example?x',
    `${'a'.repeat(330)}@b.example`,
  ])('%s is none', (written) => {
    expect(normalizeEmail(written)).toBeNull();
  });

  test('trap: plus and dot addresses kept apart', () => {
    const three = ['a.b@acme.example', 'ab@acme.example', 'ab+x@acme.example'].map(normalizeEmail);
    expect(new Set(three).size).toBe(3);
  });

  test('any text gives an address that stays as it is, or null', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
        const once = normalizeEmail(text);
        expect(once === null ? null : normalizeEmail(once)).toBe(once);
      }),
    );
  });
});

describe('parseAddressList', () => {
  test.each<[string, string, readonly { name: string; email: string }[]]>([
    [
      'trap: quoted commas',
      '"Doe, John" <john@acme.example>, Ann <ann@acme.example>',
      [
        { name: 'Doe, John', email: 'john@acme.example' },
        { name: 'Ann', email: 'ann@acme.example' },
      ],
    ],
    [
      'trap: group syntax',
      'Team: A <a@x.example>, b@x.example;, C <c@x.example>',
      [
        { name: 'A', email: 'a@x.example' },
        { name: '', email: 'b@x.example' },
        { name: 'C', email: 'c@x.example' },
      ],
    ],
    ['trap: group syntax, an empty group', 'undisclosed-recipients:;', []],
    [
      'trap: non-ASCII addresses, Chinese names, right-to-left names',
      '张伟 <张伟@例子.example>, שרה <sara@x.example>',
      [
        { name: '张伟', email: '张伟@例子.example' },
        { name: 'שרה', email: 'sara@x.example' },
      ],
    ],
    ['a comment for a name', 'john@acme.example (John (the) Doe)', [{ name: 'John (the) Doe', email: 'john@acme.example' }]],
    ['a bare address with a name before it', 'John Doe john@acme.example', [{ name: 'John Doe', email: 'john@acme.example' }]],
    ['quotes within quotes', String.raw`"John \"Jo\" Doe" <john@acme.example>`, [{ name: 'John "Jo" Doe', email: 'john@acme.example' }]],
    ['a quoted local part', '"a b"@acme.example', []],
    ['a source route', '<@relay.example:john@acme.example>', [{ name: '', email: 'john@acme.example' }]],
    ['a name that is the address', 'JOHN@acme.example <john@acme.example>', [{ name: '', email: 'john@acme.example' }]],
    ['another address as the name', '"ceo@big.example" <mallory@evil.example>', [{ name: 'ceo@big.example', email: 'mallory@evil.example' }]],
    ['a name that turns its direction', 'Anna\u202E gpj.exe <a@x.example>', [{ name: 'Anna gpj.exe', email: 'a@x.example' }]],
    [
      'semicolons between people',
      'a@x.example; b@x.example',
      [
        { name: '', email: 'a@x.example' },
        { name: '', email: 'b@x.example' },
      ],
    ],
    ['an open bracket', 'John <john@acme.example', [{ name: 'John', email: 'john@acme.example' }]],
    [
      'a comma and a colon in an encoded word',
      '=?utf-8?q?Doe,_John:_x?= <john@acme.example>',
      [{ name: '=?utf-8?q?Doe,_John:_x?=', email: 'john@acme.example' }],
    ],
  ])('%s', (_what, header, expected) => {
    expect(parseAddressList(header)).toEqual(expected);
  });

  const person = fc.record({
    name: fc.string({ unit: fc.constantFrom(...'ab ,;:<>()"@\\.张é'.split('')), maxLength: 20 }).map((name) => name.replace(/\s+/gu, ' ').trim()),
    email: fc
      .emailAddress()
      .map((email) => email.toLowerCase())
      .filter((email) => normalizeEmail(email) !== null && !email.includes('"')),
  });

  test('gives back every list that was written', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 8 }), (people) => {
        const header = people.map(({ name, email }) => `"${name.replace(/[\\"]/gu, String.raw`\$&`)}" <${email}>`).join(', ');
        expect(parseAddressList(header)).toEqual(people.map(({ name, email }) => ({ name: name.toLowerCase() === email ? '' : name, email })));
      }),
    );
  });

  test('finds the addresses that another parser finds', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 8 }), (people) => {
        const header = people.map(({ name, email }) => `${name.replace(/[^a-z ]/gu, '')} <${email}>`).join(', ');
        expect(parseAddressList(header).map(({ email }) => email)).toEqual(
          addressParser(header, { flatten: true }).map(({ address }) => address?.toLowerCase()),
        );
      }),
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'<>(),;:"\\@a. '.split('')), maxLength: 200 })),
        (header) => {
          expect(parseAddressList(header).every(({ email }) => normalizeEmail(email) !== null)).toBe(true);
        },
      ),
    );
  });
});

test('mailboxes of departments, of everybody, of programs', () => {
  expect(
    ['info@acme.example', 'sales@acme.example', 'kontakt@acme.example', 'Buchhaltung@acme.example', 'sales.emea@acme.example'].every(isSharedMailbox),
  ).toBe(true);
  expect(['anna@acme.example', 'informatik.berg@acme.example', 'salesia@acme.example'].some(isSharedMailbox)).toBe(false);
  expect(['gmail.com', 'QQ.com', 'yahoo.co.jp', 'hotmail.fr'].every(isFreemail)).toBe(true);
  expect(['acme.example', 'notgmail.com', 'gmail.com.acme.example'].some(isFreemail)).toBe(false);
  expect(
    [
      'no-reply@x.example',
      'noreply@x.example',
      'do_not_reply@x.example',
      'donotreply+7@x.example',
      'MAILER-DAEMON@x.example',
      'bounce+abc@x.example',
      'notifications@x.example',
    ].every(isMachineAddress),
  ).toBe(true);
  expect(['norah@x.example', 'noel.replyman@x.example', 'anna@x.example', 'rootsch@x.example'].some(isMachineAddress)).toBe(false);
});
