import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPeople, SUGGESTED_FROM, type Person } from '#shared/capture/match.ts';

function aPerson(parts: Partial<Person>): Person {
  return { kind: 'person', name: null, emails: [], phones: [], companyName: null, handles: {}, ...parts };
}

const jan = aPerson({
  name: 'Jan-Hendrik Vogelsang',
  emails: ['jh.vogelsang@kleine-eule.example'],
  phones: ['+49405550148'],
  companyName: 'Kleine Eule Babyfachmarkt GmbH & Co. KG',
});

describe('who is this, with reasons', () => {
  it.each<[string, Partial<Person>, readonly string[]]>([
    ['an equal address', { name: 'J', emails: ['jh.vogelsang@kleine-eule.example'] }, ['same-email']],
    ['name and number', { name: 'Jan-Hendrik Vogelsang', phones: ['+49 40 5550148'] }, ['same-phone', 'same-name']],
    ['number, no name', { phones: ['040 5550148'], emails: [] }, ['same-phone']],
    ['initials at the same company', { name: 'J. Vogelsang', companyName: 'Kleine Eule Babyfachmarkt GmbH' }, ['short-name', 'same-company']],
    ['the name turned round, same domain', { name: 'Vogelsang, Jan-Hendrik', emails: ['info2@kleine-eule.example'] }, ['same-name', 'same-domain']],
    ['the name from a private address', { name: 'Jan-Hendrik Vogelsang', emails: ['janhv@gmail.com'] }, ['same-name']],
  ])('%s', (_, parts, reasons) => {
    const match = matchPeople(jan, aPerson(parts));
    expect(match?.reasons).toEqual(reasons);
    expect(match?.share).toBeGreaterThanOrEqual(SUGGESTED_FROM);
  });

  it.each<[string, Partial<Person>]>([
    ['a colleague behind the same switchboard', { name: 'Tove Lund', phones: ['+49405550148'], emails: ['t.lund@kleine-eule.example'] }],
    ['a namesake at another company', { name: 'Jan-Hendrik Vogelsang', emails: ['jan@other.example'] }],
    ['the company itself', { kind: 'company', name: 'Kleine Eule Babyfachmarkt GmbH & Co. KG', phones: ['+49405550148'] }],
    ['nobody in particular', {}],
    ['a short number', { phones: ['110'] }],
  ])('not: %s', (_, parts) => {
    expect(matchPeople(jan, aPerson(parts))).toBeUndefined();
  });

  it('knows a Chinese name and a handle', () => {
    const wang = aPerson({ name: '王晓芳', handles: { wechat: 'wxf_88' } });
    expect(matchPeople(wang, aPerson({ name: '王 晓芳', handles: { wechat: 'WXF_88' } }))?.reasons).toEqual(['same-handle', 'same-name']);
    expect(matchPeople(wang, aPerson({ name: '王晓芳' }))?.share).toBe(0.5);
    // Two characters are shared by thousands.
    expect(matchPeople(aPerson({ name: '王芳' }), aPerson({ name: '王芳' }))).toBeUndefined();
  });

  it('takes two records of one shop as one company', () => {
    const shop = aPerson({ kind: 'company', name: 'Kleine Eule GmbH', emails: ['info@kleine-eule.example'] });
    expect(matchPeople(shop, aPerson({ kind: 'company', name: 'Kleine Eule', emails: ['einkauf@kleine-eule.example'] }))?.reasons).toEqual([
      'same-name',
      'same-domain',
    ]);
  });

  it('is the same from both sides, and a borrowed name at another company never matches', () => {
    const word = fc.constantFrom('anna', 'berg', 'lund', 'tove', 'maria', 'kim');
    const person = fc
      .record({
        name: fc.array(word, { minLength: 1, maxLength: 3 }),
        domain: fc.constantFrom('a.example', 'b.example', 'gmail.com'),
        phone: fc.constantFrom('+4940555014', '+4930111222', ''),
      })
      .map(({ name, domain, phone }) =>
        aPerson({ name: name.join(' '), emails: [`${name.join('.')}@${domain}`], phones: phone === '' ? [] : [phone] }),
      );
    fc.assert(
      fc.property(person, person, (one, other) => {
        expect(matchPeople(one, other)?.share).toBe(matchPeople(other, one)?.share);
      }),
    );
    fc.assert(
      fc.property(person, fc.constantFrom('x1.example', 'x2.example'), (known, domain) => {
        const spoof = aPerson({ name: known.name, emails: [`someone@${domain}`] });
        const match = matchPeople(known, spoof);
        expect(match === undefined || known.emails[0]?.endsWith('gmail.com')).toBe(true);
        expect(match?.share ?? 0).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});
