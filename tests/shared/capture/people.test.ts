import { describe, expect, test } from 'vitest';
import { listCounterparts, proposeContact } from '#shared/capture/people.ts';
import { aMessage } from './a-message.ts';

const own = ['rep@shop.example', 'shop.example'];

describe('listCounterparts', () => {
  test('trap: own address compared whole, never as a substring', () => {
    const message = aMessage({
      from: { name: '', email: 'john@acme.example' },
      to: [
        { name: '', email: 'rep@shop.example' },
        { name: '', email: 'xrep@shop.example.evil.example' },
        { name: '', email: 'rep@shop.example.org' },
      ],
    });
    expect(listCounterparts(message, ['rep@shop.example']).people.map(({ email }) => email)).toEqual([
      'john@acme.example',
      'xrep@shop.example.evil.example',
      'rep@shop.example.org',
    ]);
  });

  test('mail from self is outgoing and its people are To and Cc', () => {
    const message = aMessage({
      from: { name: 'Rep', email: 'REP@shop.example' },
      to: [{ name: 'John', email: 'john@acme.example' }],
      cc: [
        { name: 'Ann', email: 'ann@acme.example' },
        { name: '', email: 'john@acme.example' },
      ],
    });
    expect(listCounterparts(message, own)).toEqual({
      direction: 'out',
      people: [
        { role: 'to', name: 'John', email: 'john@acme.example' },
        { role: 'cc', name: 'Ann', email: 'ann@acme.example' },
      ],
    });
  });

  test('trap: colleagues of the own domain are never leads', () => {
    const message = aMessage({ from: { name: '', email: 'colleague@shop.example' }, to: [{ name: '', email: 'rep@shop.example' }] });
    expect(listCounterparts(message, own)).toEqual({ direction: 'out', people: [] });
  });

  test('an own address that the webmail shows counts, also in another form', () => {
    const message = aMessage({
      from: { name: '', email: 'jörg@münchen.example' },
      ownAddresses: ['jörg@xn--mnchen-3ya.example'],
      to: [{ name: '', email: 'a@x.example' }],
    });
    expect(listCounterparts(message, []).direction).toBe('out');
  });
});

describe('proposeContact', () => {
  const block = 'Kind regards,\nMira Holt\nBuyer\nHolt Tools Ltd\n+44 20 7946 0123';
  const mira = { role: 'from', name: 'Mira Holt', email: 'mira@holt-tools.example' } as const;

  test('takes name and address from the header line, the rest from the signature', () => {
    const fields = proposeContact(aMessage({ messageId: '<1@x>', signature: block }), mira, { country: null }).fields;
    expect(fields.map(({ field, value, confidence, source }) => [field, value, confidence, source])).toEqual([
      ['name', 'Mira Holt', 0.99, 'from-line'],
      ['email', 'mira@holt-tools.example', 0.99, 'from-line'],
      ['companyName', 'Holt Tools Ltd', 0.92, 'signature'],
      ['title', 'Buyer', 0.9, 'signature'],
      ['phone', '+442079460123', 0.85, 'signature'],
    ]);
  });

  test('what only the page shows is less sure', () => {
    expect(proposeContact(aMessage({ messageId: null }), mira, { country: null }).fields[0]?.confidence).toBe(0.95);
  });

  test('the signature is the sender’s, nobody else’s', () => {
    const fields = proposeContact(aMessage({ messageId: '<1@x>', signature: block }), { ...mira, role: 'cc', name: 'Zed' }, { country: null }).fields;
    expect(fields.map(({ field }) => field)).toEqual(['name', 'email', 'companyName']);
    expect(fields.at(-1)).toMatchObject({ value: 'Holt Tools', source: 'to-line' });
    expect(fields.at(-1)?.confidence).toBeLessThan(0.5);
  });

  test.each([
    'ceo@big.example',
    'Big Boss (ceo@big.example)',
    'CEO＠big.example',
    'mallory@evil.example',
    '',
    'ceo (at) big.example',
    'https://big.example',
  ])('trap: a spoofed name is not offered: %s', (name) => {
    const { fields } = proposeContact(aMessage({}), { role: 'from', name, email: 'mallory@evil.example' }, { country: null });
    expect(fields.some(({ field }) => field === 'name')).toBe(false);
    expect(fields.find(({ field }) => field === 'email')?.value).toBe('mallory@evil.example');
  });

  test('trap: freemail is no company', () => {
    const { fields } = proposeContact(aMessage({}), { role: 'from', name: 'Mira', email: 'mira@gmail.com' }, { country: null });
    expect(fields.map(({ field }) => field)).toEqual(['name', 'email']);
  });

  test('the name of a shared mailbox is no person’s for sure', () => {
    expect(
      proposeContact(aMessage({}), { role: 'from', name: 'Acme Sales', email: 'sales@acme.example' }, { country: null }).fields[0]?.confidence,
    ).toBeLessThan(0.9);
  });
});
