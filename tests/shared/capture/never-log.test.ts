import { expect, test } from 'vitest';
import { parse } from 'valibot';
import { DEFAULT_NEVER_LOG_RULES, findNeverLogRule, neverLogReason, NeverLogRules, parseNeverLogRule } from '#shared/capture/never-log.ts';
import { aMessage } from './a-message.ts';

const own = ['rep@shop.example', 'shop.example'];

function withRule(rule: string): NeverLogRules {
  return parse(NeverLogRules, { ...DEFAULT_NEVER_LOG_RULES, rules: [rule] });
}

test('an ordinary mail is logged', () => {
  expect(neverLogReason(aMessage({}), DEFAULT_NEVER_LOG_RULES, own)).toBeNull();
});

test.each(['mira@holt-tools.example', 'MIRA@Holt-Tools.example', 'holt-tools.example', '@holt-tools.example', '*@holt-tools.example', 'Example'])(
  'the rule %s holds it back',
  (rule) => {
    expect(neverLogReason(aMessage({}), withRule(rule), own)).toBe('rule');
  },
);

test.each(['', ' ', 'ira@holt-tools.example', 'tools.example', 'olt-tools.example', 'mira@holt-tools.example.org'])(
  'the rule "%s" is not about it',
  (rule) => {
    expect(neverLogReason(aMessage({}), withRule(rule), own)).toBeNull();
  },
);

test('a rule counts for anybody in the mail, and before other reasons', () => {
  const message = aMessage({ automatic: true, cc: [{ name: '', email: 'doctor@clinic.example' }] });
  expect(neverLogReason(message, withRule('clinic.example'), own)).toBe('rule');
});

test('trap: no-reply, more than 20 recipients, machine mail and mail among colleagues are held back', () => {
  const people = (count: number): { name: string; email: string }[] =>
    Array.from({ length: count }, (_, index) => ({ name: '', email: `p${index}@x.example` }));
  expect(neverLogReason(aMessage({ automatic: true }), DEFAULT_NEVER_LOG_RULES, own)).toBe('automatic');
  expect(neverLogReason(aMessage({ from: { name: '', email: 'no-reply@x.example' } }), DEFAULT_NEVER_LOG_RULES, own)).toBe('automatic');
  expect(neverLogReason(aMessage({ to: people(15), cc: people(6) }), DEFAULT_NEVER_LOG_RULES, own)).toBe('too-many');
  expect(neverLogReason(aMessage({ to: people(20) }), DEFAULT_NEVER_LOG_RULES, own)).toBeNull();
  expect(neverLogReason(aMessage({ from: { name: '', email: 'boss@shop.example' } }), DEFAULT_NEVER_LOG_RULES, own)).toBe('own-domain');
});

test.each([
  ['Anna@Acme.example', 'address', 'anna@acme.example'],
  [' @acme.example', 'domain', 'acme.example'],
  ['*@ACME.example', 'domain', 'acme.example'],
  ['*.mail.acme.example', 'domain', 'mail.acme.example'],
  ['bücher.example', 'domain', 'xn--bcher-kva.example'],
])('a new rule is written "%s"', (written, kind, value) => {
  expect(parseNeverLogRule(written)).toEqual({ kind, value });
});

test.each(['', 'anna', 'com', 'co.uk', 'anna@', 'https://acme.example/', 'acme .example', 'a, b@acme.example'])(
  'no rule can be made of "%s"',
  (written) => {
    expect(parseNeverLogRule(written)).toBeNull();
  },
);

test('the rule that holds for an address is found as it was written', () => {
  const rules = ['anna@acme.example', '@clinic.example'];
  expect(findNeverLogRule('Anna@Acme.example', rules)).toBe('anna@acme.example');
  expect(findNeverLogRule('doctor@ward.clinic.example', rules)).toBe('@clinic.example');
  expect(findNeverLogRule('ben@acme.example', rules)).toBeUndefined();
  expect(findNeverLogRule('doctor@myclinic.example', rules)).toBeUndefined();
});
