import { useEffect, useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../messages.ts';
import { neverLogRules } from '../settings.ts';
import { send } from '../transport.ts';
import type { LoggingOf, RuleFault } from './parts/types.ts';
import type { Undo } from './use-undo.ts';
import { useSetting } from './use-setting.ts';

/** Whose mail is held back, of the people of a page, and how that is changed. */
export type NeverLog = {
  /** Undefined while it is asked for. */
  readonly people: readonly LoggingOf[] | undefined;
  /** The domain of the user's colleagues; null where everybody may have an address, and while it is asked for. */
  readonly ownDomain: string | null;
  /** Puts an address or a domain on the list, and says so; gives what is wrong with it, or undefined. */
  readonly never: (rule: string) => Promise<RuleFault | undefined>;
  /** Takes a rule off the list, and says so. */
  readonly allow: (rule: string) => Promise<void>;
};

/** What the never-log list says of `emails`, asked again whenever the list changes; each change of it can be undone. */
export function useNeverLog(emails: readonly string[], announce: Undo['announce']): NeverLog {
  const { texts } = useReader();
  const rules = useSetting(neverLogRules);
  const [held, setHeld] = useState<{ readonly people: readonly LoggingOf[]; readonly ownDomain: string | null }>();
  const key = JSON.stringify([emails, rules]);
  useEffect(() => {
    let isCurrent = true;
    void send(calls.tellLogging, { emails: [...emails] }).then((answer) => {
      if (isCurrent) {
        setHeld(answer.ok ? answer.value : { people: [], ownDomain: null });
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [key]);

  return {
    people: held?.people,
    ownDomain: held?.ownDomain ?? null,
    async never(written) {
      const done = await send(calls.neverLog, { value: written });
      if (done.ok) {
        const { rule } = done.value;
        announce(texts.undo.neverLog(rule), () => send(calls.allowLog, { value: rule }));
        return undefined;
      }
      const { fault } = done.error.details;
      if (fault === 'own' || fault === 'there') {
        return fault;
      }
      return 'bad';
    },
    async allow(rule) {
      const done = await send(calls.allowLog, { value: rule });
      announce(
        done.ok ? texts.settings.ruleRemoved(rule) : errorText(texts, done.error.code),
        done.ok ? () => send(calls.neverLog, { value: rule }) : undefined,
      );
    },
  };
}
