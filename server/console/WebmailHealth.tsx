import { formatCalendarDay, formatCount } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';
import { webmailName } from '#shared/ui/webmail-names.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';
import { Pending } from './Pending.tsx';
import { useLoad } from './use-load.ts';

/** How the readers of all browsers do, webmail by webmail: a layout that changed shows here before somebody complains. */
export function WebmailHealth() {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.console.webmails;
  const { load, retry } = useLoad('webmails', (signal) => call(routes.health, { input: {}, signal }));
  return (
    <section class="blk" aria-label={words.title}>
      <div class="blk-h">
        <h2>{words.title}</h2>
      </div>
      <p class="small mid">{words.say}</p>
      <Pending load={load} lines={2} onRetry={retry} />
      {load.state !== 'ready' ? null : load.value.layouts.length === 0 ? (
        <p class="small soft">{words.none}</p>
      ) : (
        <table class="led d">
          <thead>
            <tr>
              <th scope="col">{words.webmail}</th>
              <th scope="col">{words.version}</th>
              <th scope="col" class="num wd">
                {words.browsers}
              </th>
              <th scope="col" class="num">
                {words.read}
              </th>
              <th scope="col" class="num wd">
                {words.fellBack}
              </th>
              <th scope="col" class="num">
                {words.failed}
              </th>
            </tr>
          </thead>
          <tbody>
            {load.value.layouts.map(({ adapter, version, browsers, read, fellBack, failed }) => (
              <tr key={`${adapter}@${version}`}>
                <td class="cust">{webmailName(adapter)}</td>
                <td class="mid">{version === '' ? words.noVersion : formatCalendarDay(version, reader, 'short')}</td>
                <td class="num wd">{formatCount(browsers, locale)}</td>
                <td class="num">{formatCount(read, locale)}</td>
                <td class="num wd">{formatCount(fellBack, locale)}</td>
                <td class={failed > 0 ? 'num wrong' : 'num'}>{formatCount(failed, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
