import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageAddress } from '#shared/capture/page-address.ts';

test.each([
  ['https://acme.example/', 'https://acme.example'],
  ['https://acme.example/team/', 'https://acme.example/team'],
  ['HTTPS://ACME.example/Team//#anna', 'https://acme.example/Team'],
  ['https://acme.example/team/?page=2', 'https://acme.example/team?page=2'],
  ['https://user:secret@acme.example:8443/x', 'https://acme.example:8443/x'],
  ['https://例子.example/联系/', 'https://xn--fsqu00a.example/%E8%81%94%E7%B3%BB'],
  [' acme.example/ ', 'acme.example/'],
  ['mailto:anna@acme.example', 'mailto:anna@acme.example'],
])('trap: URL with and without a trailing slash is one page: %s', (url, expected) => {
  expect(pageAddress(url)).toBe(expected);
});

test('an address stays as it is when it is taken again, and a slash more changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()), (url) => {
      expect(pageAddress(pageAddress(url))).toBe(pageAddress(url));
    }),
  );
  fc.assert(
    fc.property(fc.webUrl(), (url) => {
      expect(pageAddress(`${url}/`)).toBe(pageAddress(url));
    }),
  );
});
