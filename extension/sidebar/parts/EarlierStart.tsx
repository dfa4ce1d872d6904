import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { EarlierPlace } from './types.ts';

export type EarlierStartProps = {
  readonly name: string;
  /** So many messages at most. */
  readonly most: number;
  /** The open webmails; undefined while they are looked for. */
  readonly places: readonly EarlierPlace[] | undefined;
  /** The fetch that goes on, or undefined before it. */
  readonly progress?: { readonly host: string; readonly read: number; readonly wanted: number; readonly isSearching: boolean } | undefined;
  readonly problem?: string | undefined;
  readonly onFetch: (tab: number) => void;
  readonly onStop: () => void;
};

/** From which open webmail a customer's earlier mail is fetched, and how far that is. */
export function EarlierStart({ name, most, places, progress, problem, onFetch, onStop }: EarlierStartProps) {
  const { texts } = useReader();
  const words = texts.earlier;
  const giving = (places ?? []).filter((place) => place.gives);
  const silent = [...new Set((places ?? []).filter((place) => !place.gives).map((place) => place.webmail))];
  if (progress !== undefined) {
    const { host, read, wanted, isSearching } = progress;
    const said = isSearching ? words.searching(host) : words.reading(read, wanted);
    return (
      <section class="sec">
        <p class="strong said" role="status">
          {said}
        </p>
        <progress class="gap" aria-label={said} {...(isSearching ? {} : { value: read, max: Math.max(1, wanted) })} />
        <p class="btns gap">
          <Button onPress={onStop}>{words.stop}</Button>
        </p>
      </section>
    );
  }
  return (
    <section class="sec">
      <p class="said">{words.what(name, most)}</p>
      {places !== undefined && giving.length === 0 ? <p class="small mid">{words.noTab}</p> : null}
      {silent.map((webmail) => (
        <p key={webmail} class="small mid">
          {words.noSource(webmail)}
        </p>
      ))}
      {giving.map(({ tab, webmail, host }, at) => (
        <div key={tab} class="gap">
          <p class="small soft cut">{host}</p>
          <p class="btns">
            <Button kind={at === 0 ? 'go' : 'plain'} label={words.fromAt(webmail, host)} onPress={() => onFetch(tab)}>
              {words.from(webmail)}
            </Button>
          </p>
        </div>
      ))}
      <p class="small wrong" role="alert">
        {problem}
      </p>
    </section>
  );
}
