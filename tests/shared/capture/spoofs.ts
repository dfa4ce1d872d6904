/** The customer whom every forged sender pretends to be. */
export const VICTIM = { name: 'Mira Holt', email: 'mira@holt-tools.example', phone: '+442079460011' } as const;

const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** Ways to look like somebody else, each with the headers that do it; `at` makes them many. */
const WAYS: readonly ((at: number) => string)[] = [
  (at) => `From: Mira Holt <mira.holt@evil${at}.example>`,
  (at) => `From: "mira@holt-tools.example" <x${at}@evil.example>`,
  (at) => `From: "Mira Holt <mira@holt-tools.example>" <x${at}@evil.example>`,
  (at) => `From: "Mira Holt (mira@holt-tools.example)" <y${at}@evil.example>`,
  (at) => `From: ${encoded(`Mira Holt <mira@holt-tools.example>`)} <z${at}@evil.example>`,
  (at) => `From: Mira Holt <mira@holt-tools.example.evil${at}.example>`,
  (at) => `From: Mira Holt <mira@${['ho1t-tools', 'holt-too1s', 'holttools', 'holt-tools-uk', 'h0lt-tools'][at % 5]}${at}.example>`,
  // A Cyrillic letter for a Latin one.
  (at) => `From: Mira Holt <mira${at}@h\u043Elt-tools.example>`,
  (at) => `From: Mira Holt <mira+${at}@holt-tools.example>`,
  (at) => `From: "Mira Holt" <w${at}@evil.example>\r\nReply-To: Mira Holt <mira@holt-tools.example>\r\nSender: mira@holt-tools.example`,
  (at) => `From: "mira@holt-tools.example"@evil${at}.example`,
  (at) => `From: \u202Eelpmaxe.sloot-tloh@arim\u202C <v${at}@evil.example>`,
  (at) => `From: Mira Holt mira@holt-tools.example <u${at}@evil.example>`,
];

/** Two hundred raw messages of forged senders, in as many ways as are known to us. */
export function listSpoofs(): readonly { readonly source: string; readonly number: number }[] {
  return Array.from({ length: 200 }, (_, number) => {
    const headers = WAYS[number % WAYS.length]?.(Math.floor(number / WAYS.length)) ?? '';
    const body = `Please pay to our new account.\r\n\r\n--\r\nMira Holt\r\nHolt Tools\r\n${VICTIM.phone}\r\n`;
    const source = `${headers}\r\nTo: rep@lab.test\r\nSubject: New account\r\nDate: Mon, 2 Mar 2026 09:15:00 +0000\r\nMessage-ID: <spoof${number}@evil.example>\r\n\r\n${body}`;
    return { source, number };
  });
}
