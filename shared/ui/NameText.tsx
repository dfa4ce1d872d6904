import { langOf } from './lang-of.ts';
import { useReader } from './reader.ts';

/**
 * A name of a person or company, with the `lang` that gives its letters the right form. It stands in a `bdi`, so that a name
 * written from right to left never turns round what stands beside it (Unicode TR 9).
 */
export function NameText({ children }: { readonly children: string }) {
  const { locale } = useReader();
  return <bdi lang={langOf(children, locale)}>{children}</bdi>;
}
