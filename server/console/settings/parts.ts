import type { SettingsDraft, SettingsFault } from './settings-draft.ts';
import type { Texts } from '#shared/text/index.ts';

/** What every part of the settings' form is given. */
export type FormPart = {
  readonly draft: SettingsDraft;
  /** What is wrong, by path, as far as it is to be said. */
  readonly faults: Readonly<Record<string, SettingsFault>>;
  readonly onInput: (path: string, text: string) => void;
};

/** The sentence for a field that is not right; weights that do not come to 100 have one of their own. */
export function faultText(fault: SettingsFault | undefined, texts: Texts): string | undefined {
  const words = texts.console.settings;
  switch (fault) {
    case 'percent':
      return words.percentBad;
    case 'best-order':
      return words.bestOrder;
    case 'limit':
      return words.limitBad;
    case 'limit-order':
      return words.limitOrder;
    case 'not-100':
    case undefined:
      return undefined;
  }
}
