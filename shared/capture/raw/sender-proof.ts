import { getDomain } from 'tldts';

/** What the receiving server's own header says of a message's sender. */
export type SenderProof = {
  /** The registrable domains that signed the message, as the receiving server found (`dkim=pass`, its `header.d`). */
  readonly signedBy: readonly string[];
  /** True where that server says that the From line is not the domain's own (`dmarc=fail`). */
  readonly isForged: boolean;
};

/** Nothing is known: no header of the receiving server. */
export const NO_PROOF: SenderProof = { signedBy: [], isForged: false };

const MAX_HEADER_LENGTH = 20_000;

/** The domain that somebody can own: `shop.example` of `mail.shop.example`; null for an IP address or a public suffix. */
export function registrableDomain(host: string): string | null {
  return getDomain(host.trim().toLowerCase().replace(/\.$/u, ''), { allowPrivateDomains: true });
}

/** A header's value without its comments (RFC 8601 takes them from RFC 5322: nested, with escapes) and its quoted texts as they are. */
function withoutComments(value: string): string {
  let plain = '';
  let depth = 0;
  let inQuotes = false;
  for (let at = 0; at < value.length; at += 1) {
    const letter = value[at] ?? '';
    if (letter === '\\' && (depth > 0 || inQuotes)) {
      at += 1;
    } else if (inQuotes) {
      inQuotes = letter !== '"';
    } else if (letter === '(') {
      depth += 1;
    } else if (letter === ')' && depth > 0) {
      depth -= 1;
    } else if (depth === 0 && letter === '"') {
      inQuotes = true;
    } else if (depth === 0) {
      plain += letter;
    }
  }
  return plain;
}

/** The host that a `Received` line says took the message (RFC 5321, 4.4), or null. */
function hostOfReceived(value: string): string | null {
  return registrableDomain(/\bby\s+([\w.-]{1,255})/iu.exec(withoutComments(value.slice(0, MAX_HEADER_LENGTH)))?.[1] ?? '');
}

/**
 * What the receiving server found of the sender (RFC 8601). `headers` stand in their order, the topmost first, names in lower case.
 * Only the topmost `Authentication-Results` counts, and only where the server that it names is the one that took the message last:
 * whoever sends a mail can write such a line into it, but the receiving server's own stands above.
 */
export function readSenderProof(headers: readonly { readonly key: string; readonly value: string }[]): SenderProof {
  const topmost = headers.find(({ key }) => key === 'authentication-results');
  const receiver = headers.filter(({ key }) => key === 'received').flatMap(({ value }) => hostOfReceived(value) ?? [])[0];
  if (topmost === undefined || receiver === undefined) {
    return NO_PROOF;
  }
  const [server = '', ...results] = withoutComments(topmost.value.slice(0, MAX_HEADER_LENGTH)).split(';');
  // `example.com 1`: the name of the server, and the version where one is given.
  if (registrableDomain(/^\s*([\w.-]{1,255})(?:\s+\d+)?\s*$/u.exec(server)?.[1] ?? '') !== receiver) {
    return NO_PROOF;
  }
  const signedBy = new Set<string>();
  let isForged = false;
  for (const result of results) {
    const [, method = '', outcome = ''] = /^\s*([a-z-]{1,40})(?:\/\d+)?\s*=\s*([a-z]{1,40})\b/iu.exec(result) ?? [];
    isForged = isForged || (/^dmarc$/iu.test(method) && /^fail$/iu.test(outcome));
    const domain = /\bheader\.d\s*=\s*([\w.-]{1,255})/iu.exec(result)?.[1];
    const registrable = /^dkim$/iu.test(method) && /^pass$/iu.test(outcome) ? registrableDomain(domain ?? '') : null;
    if (registrable !== null) {
      signedBy.add(registrable);
    }
  }
  return { signedBy: [...signedBy], isForged };
}
