import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_PROOF, readSenderProof } from '#shared/capture/raw/sender-proof.ts';
import { readRawParts } from '#shared/capture/raw/read-raw.ts';

const received = {
  key: 'received',
  value: 'from out.shop.example (out.shop.example [192.0.2.7]) by mx.rep-mail.example with ESMTPS; Mon, 2 Mar 2026 09:00:00 +0000',
};
const inner = { key: 'received', value: 'from app (localhost) by out.shop.example; Mon, 2 Mar 2026 08:59:59 +0000' };
const results = (value: string) => ({ key: 'authentication-results', value });
const pass = 'mx.rep-mail.example; dkim=pass header.d=shop.example header.s=k1; spf=pass smtp.mailfrom=shop.example; dmarc=pass';

describe('what the receiving server found of the sender', () => {
  test.each<[string, string, readonly string[], boolean]>([
    ['a signature that holds', pass, ['shop.example'], false],
    ['a signature of a host below the domain', 'mx.rep-mail.example; dkim=pass header.d=mail.shop.example', ['shop.example'], false],
    [
      'two signatures, one broken',
      'rep-mail.example 1; dkim=fail header.d=bank.example; dkim=pass (2048-bit) header.d=shop.example',
      ['shop.example'],
      false,
    ],
    ['the method with its version', 'mx.rep-mail.example; DKIM/1 = pass header.i=@x.example header.d=Shop.Example', ['shop.example'], false],
    ['a comment that looks like a result', 'mx.rep-mail.example; none (a; dkim=pass header.d=bank.example)', [], false],
    ['a quoted text that looks like one', 'mx.rep-mail.example; dkim=fail reason="x; dkim=pass header.d=bank.example"', [], false],
    ['neutral is no pass', 'mx.rep-mail.example; dkim=neutral header.d=bank.example', [], false],
    ['a public suffix is nobody', 'mx.rep-mail.example; dkim=pass header.d=co.uk', [], false],
    ['a From line that is not the domain’s own', 'mx.rep-mail.example; dkim=none; dmarc=fail (p=REJECT) header.from=shop.example', [], true],
    ['another server’s word', 'mx.elsewhere.example; dkim=pass header.d=bank.example', [], false],
    ['no server’s word', 'dkim=pass header.d=bank.example', [], false],
  ])('%s', (_what, value, signedBy, isForged) => {
    expect(readSenderProof([received, results(value), inner])).toEqual({ signedBy, isForged });
  });

  test('without the line of the server that took the message nothing is believed', () => {
    expect(readSenderProof([results(pass)])).toEqual(NO_PROOF);
    expect(readSenderProof([received, inner])).toEqual(NO_PROOF);
  });

  test('whatever stands below the receiving server’s own header changes nothing', () => {
    const header = fc.record({
      key: fc.constantFrom('authentication-results', 'received', 'arc-authentication-results', 'dkim-signature', 'subject'),
      value: fc.oneof(fc.string(), fc.constant('mx.rep-mail.example; dkim=pass header.d=bank.example'), fc.constant('from a by mx.rep-mail.example')),
    });
    fc.assert(
      fc.property(fc.constantFrom(pass, 'mx.rep-mail.example; dkim=none'), fc.array(header, { maxLength: 6 }), (own, forged) => {
        expect(readSenderProof([received, results(own), ...forged])).toEqual(readSenderProof([received, results(own)]));
      }),
    );
  });

  test('any text is read in bounded time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (one, two) => {
        const { signedBy } = readSenderProof([{ key: 'received', value: one }, results(two)]);
        expect(Array.isArray(signedBy)).toBe(true);
      }),
    );
    const started = performance.now();
    readSenderProof([{ key: 'received', value: `from ${'('.repeat(200_000)} by x.example` }, results(`x.example;${' dkim=pass('.repeat(100_000)}`)]);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('the headers of a raw message are read from the top', async () => {
    const raw = [
      'Received: from out.shop.example by mx.rep-mail.example; Mon, 2 Mar 2026 09:00:00 +0000',
      'Authentication-Results: mx.rep-mail.example;',
      '\tdkim=pass header.d=shop.example',
      'Authentication-Results: mx.rep-mail.example; dkim=pass header.d=bank.example',
      'From: Shop <a@shop.example>',
      'Subject: x',
      '',
      'x',
    ].join('\r\n');
    const { proof } = await readRawParts(raw, { adapter: 'raw', nativeId: null, ownAddresses: [], cutAtBytes: null });
    expect(proof).toEqual({ signedBy: ['shop.example'], isForged: false });
  });
});
