import { useReader } from '#shared/ui/reader.ts';
import type { LoggingOf } from './types.ts';

export type NeverLogMenuProps = {
  /** The addresses of the person that the page is about. */
  readonly people: readonly LoggingOf[];
  readonly onNever: (rule: string) => void;
  readonly onAllow: (rule: string) => void;
};

/** What is logged of a person: folded away, with "log nothing from this person" and "from anyone at this domain". */
export function NeverLogMenu({ people, onNever, onAllow }: NeverLogMenuProps) {
  const { texts } = useReader();
  const words = texts.settings;
  if (people.length === 0) {
    return null;
  }
  const open = people.filter(({ rule }) => rule === null);
  const rules = [...new Set(people.flatMap(({ rule }) => rule ?? []))];
  const domains = [...new Set(open.flatMap(({ domain }) => domain ?? []))];
  return (
    <details class="sec fold">
      <summary class="small">{words.menu}</summary>
      <ul>
        {rules.map((rule) => (
          <li key={rule} class="small mid with-end">
            <span>{words.isHeldBy(rule)}</span>
            <button type="button" class="link" aria-label={words.allowThis(rule)} onClick={() => onAllow(rule)}>
              {words.allow}
            </button>
          </li>
        ))}
        {open.map(({ email }) => (
          <li key={email}>
            <button type="button" class="link small" onClick={() => onNever(email)}>
              {words.nothingFrom(email)}
            </button>
          </li>
        ))}
        {domains.map((domain) => (
          <li key={domain}>
            <button type="button" class="link small" onClick={() => onNever(domain)}>
              {words.nothingFromDomain(domain)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
