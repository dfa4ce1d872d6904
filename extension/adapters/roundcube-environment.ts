import { findAll, isWithin, textOf } from '../capture/dom.ts';

/** What Roundcube's own script says of the page (`rcmail.set_env({...})` in an inline script). */
export type PageEnvironment = {
  readonly task: string | null;
  readonly action: string | null;
  readonly uid: string | null;
  readonly mailbox: string | null;
  readonly sender: string | null;
  readonly username: string | null;
  readonly locale: string | null;
  readonly dateFormat: string | null;
  readonly identities: readonly string[];
};

const CALL = 'rcmail.set_env(';
/** The environment of a list of hundreds of messages; a longer script is not read. */
const MAX_SCRIPT_LENGTH = 2_000_000;

/** The JSON object that begins at `start`, or an empty text: its end is the bracket that closes the first. */
function cutObject(text: string, start: number): string {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      at += character === '\\' ? 1 : 0;
      inString = character !== '"';
    } else if (character === '"') {
      inString = true;
    } else if (character === '{') {
      depth += 1;
    } else if (character === '}') {
      depth -= 1;
      if (depth === 0) {
        return text.slice(start, at + 1);
      }
    }
  }
  return '';
}

function parseObject(text: string): Map<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
}

function toText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function listIdentities(value: unknown): string[] {
  const entries = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return entries.flatMap((entry: unknown) => {
    const email = typeof entry === 'object' && entry !== null ? toText(new Map<string, unknown>(Object.entries(entry)).get('email')) : null;
    return email === null ? [] : [email];
  });
}

/** What the page's own scripts set, by name, or null where no script of Roundcube's is. What a message's body holds is never read as one. */
export function readPageSettings(document: Document): ReadonlyMap<string, unknown> | null {
  const merged = new Map<string, unknown>();
  let found = false;
  for (const script of findAll(document, 'script:not([src])')) {
    const text = textOf(script);
    if (text.length > MAX_SCRIPT_LENGTH || !text.includes(CALL) || isWithin(script, '#messagebody')) {
      continue;
    }
    for (let at = text.indexOf(CALL); at >= 0; at = text.indexOf(CALL, at + CALL.length)) {
      const start = at + CALL.length;
      if (text[start] === '{') {
        found = true;
        for (const [key, value] of parseObject(cutObject(text, start))) {
          merged.set(key, value);
        }
      }
    }
  }
  return found ? merged : null;
}

/** The page's environment, or null where no script of Roundcube's is. */
export function readPageEnvironment(document: Document): PageEnvironment | null {
  const merged = readPageSettings(document);
  if (merged === null) {
    return null;
  }
  return {
    task: toText(merged.get('task')),
    action: toText(merged.get('action')),
    uid: toText(merged.get('uid')),
    mailbox: toText(merged.get('mailbox')),
    sender: toText(merged.get('sender')),
    username: toText(merged.get('username')),
    locale: toText(merged.get('locale')),
    dateFormat: toText(merged.get('date_format')),
    identities: listIdentities(merged.get('identities')),
  };
}
