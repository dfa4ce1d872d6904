/** One line of a calendar (RFC 5545 3.1) with the component that it stands in. */
export type CalendarLine = {
  readonly component: string;
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
};

const MAX_SOURCE = 2_000_000;
const MAX_LINES = 50_000;
/** A value may be folded over many lines; a description of more is cut. */
const MAX_VALUE = 20_000;

/** The lines of a calendar unfolded and parted; a line without a colon is left out, and BEGIN and END belong to what they open or close. */
export function listCalendarLines(source: string): CalendarLine[] {
  const written = source
    .slice(0, MAX_SOURCE)
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .slice(0, MAX_LINES);
  const unfolded: string[][] = [];
  for (const line of written) {
    const last = unfolded.at(-1);
    if (/^[ \t]/u.test(line) && last !== undefined) {
      last.push(line.slice(1));
    } else if (line !== '') {
      unfolded.push([line]);
    }
  }
  const open: string[] = [];
  const lines: CalendarLine[] = [];
  for (const pieces of unfolded) {
    const parted = partLine(pieces.join('').slice(0, MAX_VALUE));
    if (parted === null) {
      continue;
    }
    const inner = parted.value.trim().toUpperCase();
    if (parted.name === 'BEGIN') {
      open.push(inner);
    }
    lines.push({ ...parted, component: open.at(-1) ?? '' });
    if (parted.name === 'END') {
      // A missing END of something inside ends with what holds it.
      const at = open.lastIndexOf(inner);
      open.splice(at < 0 ? open.length : at);
    }
  }
  return lines;
}

/** `ATTENDEE;CN="Berg, Anna":mailto:anna@acme.example`: quoted parameters may hold colons and semicolons. */
function partLine(line: string): Omit<CalendarLine, 'component'> | null {
  const pieces: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at];
    if (letter === '"') {
      isQuoted = !isQuoted;
    } else if (letter === ';' && !isQuoted) {
      pieces.push(line.slice(from, at));
      from = at + 1;
    } else if (letter === ':' && !isQuoted) {
      const [name, ...parameters] = [...pieces, line.slice(from, at)];
      return {
        name: name.trim().toUpperCase(),
        parameters: new Map(parameters.flatMap(toParameter)),
        value: line.slice(at + 1),
      };
    }
  }
  return null;
}

function toParameter(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at < 1 ? [] : [[text.slice(0, at).trim().toUpperCase(), text.slice(at + 1).replace(/^"|"$/gu, '')]];
}
