import type { Texts } from '#shared/text/index.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { formatTime, type Place } from '#shared/ui/format.ts';
import { Icon, type IconName } from '#shared/ui/Icon.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { SyncState } from './types.ts';

export type SyncBadgeProps = { readonly sync: SyncState; readonly reading?: boolean; readonly onPress: () => void };

type Badge = {
  readonly icon: IconName;
  readonly word: string;
  readonly long: string;
  readonly tone?: 'wait' | 'stop';
  readonly flag?: 'bad' | 'look';
};

/** Where this browser stands with the server: the worst is shown, and all of it is in its name. Told once, politely. */
export function SyncBadge({ sync, reading = false, onPress }: SyncBadgeProps) {
  const reader = useReader();
  const { texts } = reader;
  if (reading) {
    return (
      <span class="sync">
        <Icon name="clock" />
        {texts.bar.reading}
      </span>
    );
  }
  const badge = badgeOf(sync, texts, reader);
  return (
    <>
      <button type="button" class={classNames('sync', badge.tone)} aria-label={badge.long} title={badge.long} onClick={onPress}>
        <Icon name={badge.icon} />
        {badge.word}
        {badge.flag === undefined ? null : <i class={classNames('flag', badge.flag === 'bad' && 'bad')} />}
      </button>
      <span class="vh" role={sync.refused > 0 ? 'alert' : 'status'}>
        {badge.long}
      </span>
    </>
  );
}

function badgeOf(sync: SyncState, texts: Texts, place: Place): Badge {
  const { bar } = texts;
  const all = [
    sync.refused > 0 ? bar.refusedLong(sync.refused) : undefined,
    sync.stuck > 0 ? bar.stuckLong(sync.stuck) : undefined,
    sync.offline && sync.paired ? bar.offlineLong : undefined,
    sync.waiting > 0 && sync.paired ? bar.waitingLong(sync.waiting) : undefined,
  ].filter((part) => part !== undefined);
  const long = all.join('. ');
  const flag = sync.refused > 0 ? 'bad' : sync.stuck > 0 ? 'look' : undefined;
  if (sync.offline && sync.paired) {
    return { icon: 'offline', word: bar.offline, long, tone: 'wait', ...(flag === undefined ? {} : { flag }) };
  }
  if (sync.refused > 0) {
    return { icon: 'stop', word: bar.refused(sync.refused), long, tone: 'stop', flag: 'bad' };
  }
  if (sync.stuck > 0) {
    return { icon: 'stop', word: bar.stuck(sync.stuck), long, flag: 'look' };
  }
  if (!sync.paired) {
    return { icon: 'saved', word: bar.savedHere, long: bar.savedHereLong };
  }
  if (sync.waiting > 0) {
    return { icon: 'waits', word: bar.waiting(sync.waiting), long, tone: 'wait' };
  }
  const time = sync.savedAt === null ? undefined : formatTime(sync.savedAt, place);
  return { icon: 'saved', word: time ?? bar.saved, long: time === undefined ? texts.syncPage.savedNever : bar.savedAt(time) };
}
