import { sentenceFor } from '../sentences.ts';
import type { CopyFaultCode } from '#shared/wire/copies.ts';

/** Why there is no copy: a code for the console, and a part of a sentence for whoever runs the server. */
export class CopyFault extends Error {
  readonly code: CopyFaultCode;

  constructor(code: CopyFaultCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/** What went wrong, without a full stop. */
export type SaidFault = { readonly code: CopyFaultCode; readonly sentence: string };

/** Any failure of a copy as a code and a sentence. */
export function sayCopyFault(error: unknown): SaidFault {
  if (error instanceof CopyFault) {
    return { code: error.code, sentence: error.message };
  }
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const code = CODES.find(([pattern]) => pattern.test(systemCode))?.[1] ?? 'other';
  const own = code === 'damaged' ? DAMAGED : sentenceFor(error);
  const sentence = own ?? (error instanceof Error ? error.message : String(error));
  return { code, sentence: sentence.replace(/\.$/u, '') };
}

const DAMAGED = 'the book is damaged: bring a good copy back with sidebook restore FILE';

const CODES: readonly (readonly [pattern: RegExp, code: CopyFaultCode])[] = [
  [/^(?:SQLITE_FULL|ENOSPC|EDQUOT)/u, 'no-room'],
  [/^(?:EACCES|EPERM|EROFS|ENOENT|ENOTDIR|SQLITE_CANTOPEN|SQLITE_READONLY)/u, 'no-folder'],
  [/^(?:SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_IOERR)/u, 'damaged'],
];
