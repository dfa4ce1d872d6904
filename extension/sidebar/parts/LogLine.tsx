import { formatMoment, formatNearDay, formatTime } from '#shared/ui/format.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { MailLine } from './types.ts';

/** What would be logged, or was: the mail's subject and when it was sent. */
export function LogLine({ mail }: { readonly mail: MailLine }) {
  const reader = useReader();
  const { texts } = reader;
  return (
    <dl class="pairs">
      <dt>{texts.capture.logs}</dt>
      <dd class="cut" title={mail.subject}>
        {mail.subject || texts.capture.noSubject}
      </dd>
      {mail.at === null ? null : (
        <>
          <dt>{texts.capture.at}</dt>
          <dd>
            <time dateTime={mail.at} title={formatMoment(mail.at, reader)}>
              {mail.precision === 'day' ? formatNearDay(mail.at, reader) : `${formatNearDay(mail.at, reader)} ${formatTime(mail.at, reader)}`}
            </time>
          </dd>
        </>
      )}
    </dl>
  );
}
