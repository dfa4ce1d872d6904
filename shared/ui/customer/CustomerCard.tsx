import type { ComponentChildren } from 'preact';
import type { Customer } from '#shared/model/customer.ts';
import { formatMonth } from '../format.ts';
import { useReader } from '../reader.ts';
import { EditableValue } from './EditableValue.tsx';
import { Facts } from './Facts.tsx';
import { placeOf, type EditableField, type FieldEdit } from './field-edit.ts';
import { NameText } from '../NameText.tsx';
import { SavedNote } from './SavedNote.tsx';
import { TierMark } from './TierMark.tsx';

/** A customer's value tier, with the reason in words. */
export type Tier = { readonly name: string; readonly spines: 0 | 1 | 2 | 3; readonly reason: string };

export type CustomerCardProps = {
  readonly customer: Customer;
  /** `h1` where the card is the page. */
  readonly heading?: 'h1' | 'h2';
  readonly tier?: Tier | undefined;
  /** Field paths (`title`, `phones/+49…`) that the server does not have yet. */
  readonly waits?: ReadonlySet<string> | undefined;
  /** With it every value can be changed where it stands. */
  readonly onEdit?: ((edit: FieldEdit) => void) | undefined;
  /** The change that was saved last, for as long as it can be taken back. */
  readonly saved?: FieldEdit | undefined;
  readonly onUndo?: (() => void) | undefined;
  /** What to do next, between who it is and how to reach them. */
  readonly action?: ComponentChildren;
};

/** Who a customer is: name, what they do and where, tier with its reason, facts, ways to reach them. */
export function CustomerCard({ customer, heading: Heading = 'h2', tier, waits, onEdit, saved, onUndo, action }: CustomerCardProps) {
  const reader = useReader();
  const { texts } = reader;
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
          <TierMark spines={tier?.spines ?? 0} label={tier ? texts.customer.tier(tier.name) : texts.customer.noTier} />
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
                {index === 0 ? null : ', '}
                {part}
              </span>
            ))}
          </p>
        )}
        {clearedHere === undefined ? null : <SavedNote edit={clearedHere} onUndo={onUndo} />}
        <p class="reason">
          {tier ? (
            <span>
              <b>{tier.name}</b>&ensp;{tier.reason}
            </span>
          ) : (
            <span class="none">{texts.customer.noTierReason}</span>
          )}
        </p>
        <p class="meta facts">
          {customer.optOut ? <span class="due">{texts.customer.optedOut}</span> : null}
          {customer.capturedAt === undefined ? null : <span>{texts.customer.since(formatMonth(customer.capturedAt, reader))}</span>}
        </p>
        <p class="vh" role="status">
          {saved === undefined ? '' : (saved.value === null ? texts.undo.removed : texts.undo.changed)(texts.fields[saved.field])}
        </p>
      </header>
      {action}
      <Facts customer={customer} waits={waits} onEdit={onEdit} saved={saved} onUndo={onUndo} />
    </>
  );
}
