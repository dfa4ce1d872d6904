import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { Id } from '#shared/model/field.ts';
import { customerKey, idFromKey, idFromTime, messageKey } from '#shared/sync/ids.ts';

const salt = new Uint8Array(32).fill(7);
const mail = { messageId: null, fromEmail: 'a@b.example', sentAt: '2026-11-16T09:00:41Z', subject: 'Re: Lieferung', text: 'Guten Tag' };

describe('ids', () => {
  it('are the same for the same key and salt, and differ with either', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(v.is(Id, idFromKey('c', salt, a))).toBe(true);
        expect(idFromKey('c', salt, a) === idFromKey('c', salt, b)).toBe(a === b);
        expect(idFromKey('c', salt, a)).not.toBe(idFromKey('c', new Uint8Array(32), a));
      }),
    );
  });

  // RFC 4231, test case 1, with the key letters of ours: HMAC-SHA256(0x0b * 20, "Hi There") begins b0344c61d8db38535ca8afceaf0bf12b.
  it('agree with the published HMAC-SHA256 value', () => {
    expect(idFromKey('c', new Uint8Array(20).fill(0x0b), 'Hi There')).toBe('cwa2eyyoy3m4fgxfiv7hk6c7rfm');
  });

  it('without a key are uuidv7 and sort by time', () => {
    const random = new Uint8Array(10).fill(0xff);
    const early = idFromTime('i', 1_000, random);
    expect(v.is(Id, early)).toBe(true);
    expect(early.slice(13, 14)).toBe('7');
    expect('89ab').toContain(early.slice(17, 18));
    expect(early < idFromTime('i', 2_000, new Uint8Array(10))).toBe(true);
  });
});

describe('the key of a mail', () => {
  it('is its Message-ID with the sender, with or without angle brackets', () => {
    expect(messageKey({ ...mail, messageId: ' <1@b.example> ' })).toBe(
      messageKey({ ...mail, messageId: '1@b.example', subject: 'other', text: 'other' }),
    );
  });

  it('without a Message-ID bears a reply prefix, other seconds and other spaces', () => {
    expect(messageKey(mail)).toBe(messageKey({ ...mail, subject: 'AW: re:  Lieferung', sentAt: '2026-11-16T09:00:02Z', text: ' Guten\n Tag ' }));
    expect(messageKey(mail)).not.toBe(messageKey({ ...mail, text: 'Guten Abend' }));
    expect(messageKey(mail)).not.toBe(messageKey({ ...mail, sentAt: '2026-11-16T09:01:41Z' }));
  });

  it('trap: plus and dot addresses kept apart, as customers', () => {
    expect(customerKey('a.b@c.example')).not.toBe(customerKey('ab@c.example'));
    expect(customerKey('a+b@c.example')).not.toBe(customerKey('a@c.example'));
  });
});
