/** What people call the webmails that have an adapter, by the adapter's id. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['gmail', 'Gmail'],
  ['outlook', 'Outlook'],
  ['yahoo', 'Yahoo Mail'],
  ['proton', 'Proton Mail'],
  ['zoho', 'Zoho Mail'],
  ['qq', 'QQ Mail'],
  ['qq-classic', 'QQ Mail'],
  ['netease', 'NetEase Mail'],
  ['roundcube', 'Roundcube'],
  ['sogo', 'SOGo'],
  ['snappymail', 'SnappyMail'],
]);

/** The webmail of an adapter (`roundcube`, or with its version `roundcube@2026-11-01`) as people call it. */
export function webmailName(adapter: string): string {
  const [id = ''] = adapter.split('@');
  return NAMES.get(id) ?? id;
}
