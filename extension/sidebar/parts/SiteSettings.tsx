import { useId } from 'preact/hooks';
import { classNames } from '#shared/ui/class-names.ts';
import { useReader } from '#shared/ui/reader.ts';

/** How much a site logs without a press. */
export type Mode = 'ask' | 'known' | 'always';

/** A site that is read: its origin, and the host as people know it. */
export type SiteRow = { readonly origin: string; readonly host: string; readonly mode: Mode };

export type SiteSettingsProps = {
  readonly sites: readonly SiteRow[];
  readonly error?: string | undefined;
  readonly onMode: (site: SiteRow, mode: Mode) => void;
  readonly onRemove: (site: SiteRow) => void;
};

const modes: readonly Mode[] = ['ask', 'known', 'always'];

/** The webmails that are read, each with how much it logs by itself in three sentences, and the press that ends the reading. */
export function SiteSettings({ sites, error, onMode, onRemove }: SiteSettingsProps) {
  const { texts } = useReader();
  const words = texts.settings;
  const id = useId();
  return (
    <section class="sec" aria-labelledby={id}>
      <h3 id={id} class="h">
        {words.sites}
      </h3>
      {sites.length === 0 ? <p class="small mid">{words.sitesNone}</p> : null}
      {sites.map((site) => (
        <div key={site.origin} class="site-s">
          <p class="with-end">
            <span class="strong cut" title={site.origin}>
              {site.host}
            </span>
            <button type="button" class="link small" aria-label={words.removeThis(site.host)} onClick={() => onRemove(site)}>
              {words.remove}
            </button>
          </p>
          <div class="picks" role="radiogroup" aria-label={words.modeOf(site.host)}>
            {modes.map((mode) => (
              <label key={mode} class={classNames('pick', site.mode === mode && 'is-chosen')}>
                <input type="radio" class="vh" name={site.origin} checked={site.mode === mode} onChange={() => onMode(site, mode)} />
                <b>{words.modes[mode].name}</b>
                <span>{words.modes[mode].says}</span>
              </label>
            ))}
          </div>
        </div>
      ))}
      {sites.length === 0 ? null : <p class="small soft gap">{words.modesWhy}</p>}
      <p class="small wrong" role="alert">
        {error}
      </p>
    </section>
  );
}
