/** How plain text was folded by its sender (RFC 3676): not at all, with the space of the fold kept, or with it dropped. */
export type Flowed = 'fixed' | 'flowed' | 'flowed-delsp';

/** The largest head of a message in which its text part announces itself. */
const MAX_HEAD_LENGTH = 256 * 1024;

/**
 * Takes `format=flowed` out of a raw message and says that it was there. The MIME parser joins folded lines across quote depths,
 * which RFC 3676 4.5 forbids, and then an answer hangs on the end of what it answers to.
 */
export function hideFlowed(latin1: string): { text: string; flowed: Flowed } {
  const head = latin1.slice(0, MAX_HEAD_LENGTH);
  if (!/\bformat\s{0,4}=\s{0,4}"?flowed"?/iu.test(head)) {
    return { text: latin1, flowed: 'fixed' };
  }
  const text = head.replace(/\bformat(\s{0,4}=\s{0,4}"?)flowed\b/giu, 'format$1fixed') + latin1.slice(MAX_HEAD_LENGTH);
  return { text, flowed: /\bdelsp\s{0,4}=\s{0,4}"?yes\b/iu.test(head) ? 'flowed-delsp' : 'flowed' };
}

function splitDepth(line: string): { depth: number; rest: string } {
  const marks = /^>+/u.exec(line)?.[0].length ?? 0;
  const rest = line.slice(marks);
  return { depth: marks, rest: rest.startsWith(' ') ? rest.slice(1) : rest };
}

/** Joins the lines that the sender folded, each at its own quote depth only; quoted lines keep one `> ` for each depth. */
export function joinFlowed(text: string, flowed: Flowed): string {
  if (flowed === 'fixed') {
    return text;
  }
  const out: string[] = [];
  let depth = -1;
  let folds = false;
  for (const line of text.split(/\r?\n/u)) {
    const next = splitDepth(line);
    const isDelimiter = next.rest === '-- ';
    if (folds && next.depth === depth && !isDelimiter) {
      out.push(`${out.pop() ?? ''}${next.rest}`);
    } else {
      out.push(`${'>'.repeat(Math.min(next.depth, 20))}${next.depth > 0 ? ' ' : ''}${next.rest}`);
    }
    depth = next.depth;
    folds = next.rest.endsWith(' ') && !isDelimiter;
    if (folds && flowed === 'flowed-delsp') {
      out.push((out.pop() ?? '').slice(0, -1));
    }
  }
  return out.join('\n');
}
