import type { RhythmFacts } from '#shared/analysis/customer-facts.ts';
import { classNames } from '../class-names.ts';
import { formatCalendarDay, formatSpan } from '../format.ts';
import { useReader } from '../reader.ts';
import { toBeat, type Beat } from './beat.ts';
import { rhythmEvidence, type OpenEvidence } from './evidence.ts';
import { wholeMoney } from './tier.ts';
import { Why } from './Why.tsx';

export type RhythmProps = { readonly facts: RhythmFacts; readonly heading?: 'h2' | 'h3'; readonly onOpen?: OpenEvidence };

/** When a customer is likely to order next: the day, the window, and the gaps that it rests on. */
export function Rhythm({ facts, heading: Heading = 'h2', onOpen }: RhythmProps) {
  const { texts } = useReader();
  if (!facts.enough && facts.orders === 0) {
    return null;
  }
  return (
    <section class="sec rhythm">
      {facts.enough ? (
        <Known facts={facts} heading={Heading} onOpen={onOpen} />
      ) : (
        <>
          <Heading class="h">
            <span>{texts.rhythm.title}</span>
          </Heading>
          <p class="small">
            <span class="none">
              {facts.why === 'irregular' ? texts.rhythm.irregular : texts.rhythm.needs(Math.max(1, facts.needed - facts.orders))}
            </span>
          </p>
          {facts.others === undefined ? null : (
            <p class="small soft">{texts.rhythm.others(Math.round(facts.others.medianGapDays), facts.others.gaps)}</p>
          )}
        </>
      )}
    </section>
  );
}

type KnownProps = { readonly facts: Extract<RhythmFacts, { enough: true }>; readonly heading: 'h2' | 'h3'; readonly onOpen: OpenEvidence };

function Known({ facts, heading: Heading, onOpen }: KnownProps) {
  const reader = useReader();
  const { rhythm } = reader.texts;
  const beat = toBeat(facts);
  const isLate = facts.state === 'after';
  const usual = rhythm.usual(Math.round(facts.medianGapDays), facts.gapsDays.length, beat.remind);
  return (
    <>
      {isLate ? (
        <span class="mg">
          <i class="flag" />
        </span>
      ) : null}
      <Heading class="h">
        <span>{rhythm.title}</span>
        {facts.expectedMinor === null || facts.currency === null ? null : (
          <span>{rhythm.about(wholeMoney(facts.expectedMinor, facts.currency, reader))}</span>
        )}
      </Heading>
      <p class="lead">
        <b class={isLate ? 'due' : undefined}>{isLate ? rhythm.late(lateBy(facts)) : formatCalendarDay(facts.dueOn, reader, 'long')}</b>
        <span class="small soft">{rhythm.often(formatSpan(facts.windowFrom, facts.windowTo, reader))}</span>
      </p>
      <Drawing beat={beat} start={formatCalendarDay(facts.lastOrderOn, reader, 'short')} usual={facts.medianGapDays} />
      <p class="small soft">
        {usual}
        <Why about={rhythm.title} onPress={onOpen && (() => onOpen(rhythmEvidence(rhythm.title, usual, facts)))} />
      </p>
    </>
  );
}

/** How many days an order is later than usual. The window moves on with silence, so it is measured from the usual gap. */
export function lateBy(facts: Extract<RhythmFacts, { enough: true }>): number {
  return Math.max(1, Math.round(facts.silentDays - facts.medianGapDays));
}

function Drawing({ beat, start, usual }: { readonly beat: Beat; readonly start: string; readonly usual: number }) {
  const { rhythm } = useReader().texts;
  const { max, now, due, from, to, remind, dots, labels } = beat;
  return (
    <div class="beat" role="img" aria-label={rhythm.drawing(now, Math.round(usual), from, to, remind)} style={{ '--max': max }}>
      {dots.map((dot, index) => (
        <i key={index} class="gap" style={{ '--d': dot.days, '--n': dot.level }} />
      ))}
      <i class="line" />
      <i class="win" style={{ '--d': from, '--e': to }} />
      <i class="mid-d" style={{ '--d': due }} />
      <i class="run" style={{ '--d': now }} />
      <i class="rem" style={{ '--d': remind }} />
      <i class="now" style={{ '--d': now }} />
      <span class="lab l" style={{ '--d': 0 }}>
        {start}
      </span>
      <span class={classNames('lab b', labels.today.side)} style={{ '--d': labels.today.at * max }}>
        {rhythm.today(now)}
      </span>
      {labels.expected === undefined ? null : (
        <span class={classNames('lab est', labels.expected.side)} style={{ '--d': labels.expected.at * max }}>
          {rhythm.expected}
        </span>
      )}
    </div>
  );
}
