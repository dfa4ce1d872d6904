import { langOf } from './lang-of.ts';
import { useReader } from './reader.ts';

/** A name of a person or company with the `lang` that gives its letters the right form. */
export function NameText({ children }: { readonly children: string }) {
  const { locale } = useReader();
  const lang = langOf(children, locale);
  return lang === undefined ? <>{children}</> : <span lang={lang}>{children}</span>;
}
