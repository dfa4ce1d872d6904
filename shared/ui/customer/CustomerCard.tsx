import type { ComponentChildren } from 'preact';
import type { CustomerFacts } from '#shared/analysis/customer-facts.ts';
import type { Customer } from '#shared/model/customer.ts';
import { benefitOf, type Settings } from '#shared/model/settings.ts';
import type { Task } from '#shared/model/task.ts';
import { formatMonth } from '../format.ts';
import { useReader } from '../reader.ts';
import { Benefits } from './Benefits.tsx';
import { EditableValue } from './EditableValue.tsx';
import type { OpenEvidence } from './evidence.ts';
import { Facts } from './Facts.tsx';
import { placeOf, type EditableField, type FieldEdit } from './field-edit.ts';
import { NameText } from '../NameText.tsx';
import { NextAction, type AdviceActs } from './NextAction.tsx';
import { OpenTasks } from './OpenTasks.tsx';
import { Rhythm } from './Rhythm.tsx';
import { Risk } from './Risk.tsx';
import { SavedNote } from './SavedNote.tsx';
import { StageLine } from './StageLine.tsx';
import { spinesOf, tierReason } from './tier.ts';
import type { TaskActs } from './TaskRow.tsx';
import { TierMark } from './TierMark.tsx';
import { Together } from './Together.tsx';
import { Worth } from './Worth.tsx';

/** A customer's value tier as a list has it, with the reason in words. */
export type Tier = { readonly name: string; readonly spines: 0 | 1 | 2 | 3; readonly reason: string };

export type CustomerCardProps = {
  readonly customer: Customer;
  /** `h1` where the card is the page. */
  readonly heading?: 'h1' | 'h2';
  /** What the customer's orders say: tier, rhythm, what to expect, what is overdue, what goes together. Undefined until they are reckoned. */
  readonly facts?: CustomerFacts | undefined;
  /** What the team has settled: with it the card says what the customer's tier brings. */
  readonly settings?: Settings | null | undefined;
  /** Opens what the tier rests on. */
  readonly onWhy?: (() => void) | undefined;
  /** Opens what any other figure rests on. */
  readonly onOpen?: OpenEvidence;
  /** Field paths (`title`, `phones/+49…`) that the server does not have yet. */
  readonly waits?: ReadonlySet<string> | undefined;
  /** With it every value can be changed where it stands. */
  readonly onEdit?: ((edit: FieldEdit) => void) | undefined;
  /** The change that was saved last, for as long as it can be taken back. */
  readonly saved?: FieldEdit | undefined;
  readonly onUndo?: (() => void) | undefined;
  /** The customer's tasks; the open ones are shown, and with acts they can be ticked. */
  readonly tasks?: readonly Task[] | undefined;
  readonly taskActs?: TaskActs | undefined;
  /** What can be done with the action that is advised next. */
  readonly adviceActs?: AdviceActs | undefined;
  /** What to do next, between who it is and how to reach them. */
  readonly action?: ComponentChildren;
};

/** Who a customer is: name, what they do and where, tier with its reason, when they order next, ways to reach them, risk and what is open. */
export function CustomerCard({
  customer,
  heading: Heading = 'h2',
  facts,
  settings,
  onWhy,
  onOpen,
  waits,
  onEdit,
  saved,
  onUndo,
  tasks = [],
  taskActs,
  adviceActs,
  action,
}: CustomerCardProps) {
  const reader = useReader();
  const { texts } = reader;
  const below = Heading === 'h1' ? 'h2' : 'h3';
  const tier = facts?.tier.enough === true ? facts.tier.tier : undefined;
  const place = placeOf(customer);
  const valueOf = (field: EditableField, value: string | undefined) =>
    value ? (
      <EditableValue key={field} field={field} value={value} waits={waits?.has(field) ?? false} onEdit={onEdit} saved={saved} onUndo={onUndo} />
    ) : undefined;
  const parts = [
    valueOf('title', customer.title),
    valueOf('companyName', customer.companyName),
    place === undefined ? undefined : <NameText>{place}</NameText>,
  ].filter((part) => part !== undefined);
  const clearedHere = saved?.value === null && (saved.field === 'title' || saved.field === 'companyName') ? saved : undefined;

  return (
    <>
      <header class="sec who">
        <span class="mg">
          <TierMark
            spines={tier === undefined ? 0 : spinesOf[tier]}
            label={tier === undefined ? texts.customer.noTier : texts.customer.tier(texts.tiers[tier])}
          />
        </span>
        <Heading class="name">
          {valueOf('name', customer.name) ?? (
            <span class="soft">{onEdit ? <EditableValue field="name" value="" onEdit={onEdit} /> : texts.customer.noName}</span>
          )}
        </Heading>
        {parts.length === 0 ? null : (
          <p class="sub">
            {parts.map((part, index) => (
              <span key={index}>
                {index === 0 ? null : texts.format.comma}
                {part}
              </span>
            ))}
          </p>
        )}
        {clearedHere === undefined ? null : <SavedNote edit={clearedHere} onUndo={onUndo} />}
        <p class="reason">
          {tier === undefined || facts === undefined ? (
            <span class="none">{facts === undefined ? texts.customer.noTierReason : tierReason(facts.tier, reader)}</span>
          ) : (
            <>
              <span>
                <b>{texts.tiers[tier]}</b>&ensp;{tierReason(facts.tier, reader)}
              </span>
              {onWhy === undefined ? null : (
                <button type="button" class="link why-l" aria-label={texts.tier.whyThis(texts.tiers[tier])} onClick={onWhy}>
                  {texts.tier.why}
                </button>
              )}
            </>
          )}
        </p>
        {tier === undefined ? null : <Benefits tier={tier} benefit={benefitOf(settings, tier)} />}
        {facts?.stage ? <StageLine stage={facts.stage} onOpen={onOpen} /> : null}
        <p class="meta facts">
          {customer.optOut ? <span class="due">{texts.customer.optedOut}</span> : null}
          {customer.capturedAt === undefined ? null : <span>{texts.customer.since(formatMonth(customer.capturedAt, reader))}</span>}
        </p>
        <p class="vh" role="status">
          {saved === undefined ? '' : (saved.value === null ? texts.undo.removed : texts.undo.changed)(texts.fields[saved.field])}
        </p>
      </header>
      {facts === undefined ? null : <Rhythm facts={facts.rhythm} heading={below} onOpen={onOpen} />}
      {action}
      {facts?.next ? <NextAction next={facts.next} heading={below} acts={adviceActs} overdue={facts.overdue} onOpen={onOpen} /> : null}
      <Facts customer={customer} waits={waits} onEdit={onEdit} saved={saved} onUndo={onUndo} />
      {facts === undefined ? null : <Worth worth={facts.worth} asOf={facts.asOf} heading={below} onOpen={onOpen} />}
      {facts === undefined ? null : (
        <Risk complaints={facts.complaints} overdue={facts.overdue} risks={facts.risks} heading={below} onOpen={onOpen} />
      )}
      {facts === undefined ? null : <Together pairs={facts.together} heading={below} />}
      <OpenTasks tasks={tasks} heading={below} acts={taskActs} />
    </>
  );
}
