import '#shared/ui/tokens.css';
import '#shared/ui/sidebook.css';
import './gallery.css';
import { render } from 'preact';
import { languageOf } from '#shared/text/index.ts';
import { IconSprite } from '#shared/ui/IconSprite.tsx';
import { ReaderContext, readerOf } from '#shared/ui/reader.ts';
import { slots } from './board.tsx';
import { NOW } from './sample.ts';

const query = new URLSearchParams(location.search);
const width = Number(query.get('width') ?? '360');
const only = query.get('only')?.split(',');
const locale = query.get('locale') ?? 'en-GB';
const root = document.getElementById('gallery');
if (root) {
  document.documentElement.lang = languageOf(locale);
  document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
  render(
    <ReaderContext.Provider value={readerOf(locale, 'Europe/London', NOW, query.get('currency') ?? 'GBP')}>
      <IconSprite />
      <main class="board">
        {slots
          .filter((slot) => only === undefined || only.includes(slot.id))
          .map((slot) => (
            <figure key={slot.id} id={slot.id} class={slot.tall ? 'slot tall' : 'slot'}>
              <figcaption>{slot.title}</figcaption>
              <div class="panel" style={{ width: `${width}px` }}>
                {slot.part}
              </div>
            </figure>
          ))}
      </main>
    </ReaderContext.Provider>,
    root,
  );
}
