import { useId } from 'preact/hooks';
import { LANGUAGES, languageOf } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { useLanguage } from './language.ts';

/** The languages to read in, each in its own words. */
export function LanguageChoice() {
  const { texts, locale } = useReader();
  const choose = useLanguage();
  const id = useId();
  return (
    <p class="lang-p small">
      <label for={id} class="soft">
        {texts.console.language}
      </label>
      <select id={id} value={languageOf(locale)} onChange={(event) => choose(event.currentTarget.value)}>
        {LANGUAGES.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}
