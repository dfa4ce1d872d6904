import { expect, it } from 'vitest';
import { ELSEWHERE } from '../../../extension/adapters/adapter.ts';
import { adapters } from '../../../extension/adapters/index.ts';
import { KNOWN_WEBMAILS } from '../../../extension/sidebar/known-webmails.ts';

/** Where below its address each webmail shows mail, as far as its adapter asks for that. */
const PATHS = [
  '/',
  '/mail/u/0/',
  '/mail/0/inbox/id/x',
  '/u/0/inbox/x',
  '/d/folders/1/messages/2',
  '/n/inbox/x',
  '/js6/main.jsp',
  '/zm/',
  '/home/index',
];

const page = new DOMParser().parseFromString('<p>', 'text/html');
const knows = (adapter: (typeof adapters)[number], origin: string): boolean =>
  PATHS.some((path) => adapter.place(page, new URL(origin + path)) !== ELSEWHERE);
/** Those that stand at an address of their own; the others may be anywhere. */
const atOneAddress = adapters.filter((adapter) => !knows(adapter, 'https://unknown.example'));

it.each(KNOWN_WEBMAILS)('$name, which the first run offers by name, has an adapter', ({ origin }) => {
  expect(atOneAddress.filter((adapter) => knows(adapter, origin))).toHaveLength(1);
});

it('knows nobody at an address that no webmail has', () => {
  expect(atOneAddress.length).toBeGreaterThan(5);
  expect(atOneAddress.filter((adapter) => knows(adapter, 'https://mail.google.com.evil.example'))).toEqual([]);
});
