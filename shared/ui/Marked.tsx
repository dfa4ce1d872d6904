import { runsOf } from './found-letters.ts';
import { langOf } from './lang-of.ts';
import { useReader } from './reader.ts';

/** A text in which the letters that were searched are marked. */
export function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const { locale } = useReader();
  const runs = query.trim() === '' ? [{ text, found: false }] : runsOf(text, query);
  return <bdi lang={langOf(text, locale)}>{runs.map((run, index) => (run.found ? <mark key={index}>{run.text}</mark> : run.text))}</bdi>;
}
