import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeMarkup, withTrust } from '#shared/capture/markup-trust.ts';
import { NO_PROOF } from '#shared/capture/raw/sender-proof.ts';
import type { ShopClaims } from '#shared/capture/structured/orders.ts';

const shop = (names: string[], urls: string[] = [], emails: string[] = []): ShopClaims => ({ names, urls, emails });
const signed = (...signedBy: string[]) => ({ signedBy, isForged: false });

describe('whether the sender of an order’s markup is its shop', () => {
  test.each<[string, ShopClaims, string, ReturnType<typeof signed>, string]>([
    [
      'the address of the shop is the sender’s',
      shop(['Brook'], ['https://www.brook-shop.example/a']),
      'orders@mail.brook-shop.example',
      signed(),
      'sender-is-shop',
    ],
    ['a name that is the sender’s domain', shop(['Brook Shop Ltd.']), 'orders@brook-shop.example', signed(), 'sender-is-shop'],
    ['a name that is a domain', shop(['brook-shop.example']), 'orders@brook-shop.example', signed(), 'sender-is-shop'],
    [
      'a mailer that the shop signed',
      shop(['Brook'], ['https://brook-shop.example']),
      'x@mailer.example',
      signed('mailer.example', 'brook-shop.example'),
      'sender-is-shop',
    ],
    ['somebody else', shop(['Brook'], ['https://brook-shop.example']), 'x@elsewhere.example', signed('elsewhere.example'), 'sender-is-not-shop'],
    ['a domain that only begins so', shop([], ['https://brook-shop.example']), 'x@brook-shop.example.evil.example', signed(), 'sender-is-not-shop'],
    [
      'one claim that agrees and one that does not',
      shop([], ['https://evil.example', 'https://brook-shop.example']),
      'x@evil.example',
      signed(),
      'sender-is-not-shop',
    ],
    [
      'an e-mail of another shop',
      shop(['x'], ['https://evil.example'], ['help@brook-shop.example']),
      'x@evil.example',
      signed(),
      'sender-is-not-shop',
    ],
    ['a name of another shop', shop(['Brook Shop']), 'x@elsewhere.example', signed(), 'sender-is-not-shop'],
    ['a free mailbox is nobody’s shop', shop(['Gmail'], ['https://gmail.com']), 'x@gmail.com', signed('gmail.com'), 'sender-is-not-shop'],
    ['no shop at all', shop([]), 'x@brook-shop.example', signed('brook-shop.example'), 'shop-unnamed'],
    ['an address that is none', shop([], ['javascript:alert(1)', 'not a url']), 'x@brook-shop.example', signed(), 'shop-unnamed'],
  ])('%s', (_what, claims, from, proof, expected) => {
    expect(judgeMarkup(claims, from, proof)).toBe(expected);
  });

  test('a From line that the receiving server calls forged is not believed, a signature is', () => {
    const claims = shop(['Brook'], ['https://brook-shop.example']);
    expect(judgeMarkup(claims, 'a@brook-shop.example', { signedBy: [], isForged: true })).toBe('sender-is-not-shop');
    expect(judgeMarkup(claims, 'a@brook-shop.example', { signedBy: ['brook-shop.example'], isForged: true })).toBe('sender-is-shop');
    expect(judgeMarkup(claims, null, NO_PROOF)).toBe('sender-is-not-shop');
  });

  test('more claims never bring more trust', () => {
    const domain = fc.constantFrom('brook-shop.example', 'evil.example', 'mailer.example');
    const urls = fc.array(
      domain.map((host) => `https://${host}/`),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(urls, urls, domain, fc.array(domain, { maxLength: 2 }), (some, more, from, signedBy) => {
        const few = judgeMarkup(shop([], some), `a@${from}`, signed(...signedBy));
        const many = judgeMarkup(shop([], [...some, ...more]), `a@${from}`, signed(...signedBy));
        expect(many === 'sender-is-shop' && few !== 'sender-is-shop').toBe(false);
      }),
    );
  });

  test('without trust an order is asked about, and never surer than it was', () => {
    const order = { number: '1', merchant: null, placedAt: null, currency: null, totalMinor: null, status: null, lines: [], confidence: 0.9 };
    expect(withTrust(order, 'sender-is-shop').confidence).toBe(0.9);
    expect(withTrust(order, 'sender-is-not-shop').confidence).toBeLessThan(0.9);
    expect(withTrust({ ...order, confidence: 0.5 }, 'shop-unnamed').confidence).toBe(0.5);
  });
});
