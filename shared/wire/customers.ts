import * as v from 'valibot';
import { CustomerFactsBody } from './facts.ts';
import { SettingsFields } from './settings.ts';
import { RecordLine } from './sync.ts';

/** One page of the customers table. Query values are texts, as a query string has them. */
export const CustomersQuery = v.strictObject({
  search: v.exactOptional(v.pipe(v.string(), v.maxLength(200))),
  sort: v.exactOptional(v.picklist(['name', 'company', 'last-contact', 'captured', 'tier', 'amount', 'next-order'])),
  direction: v.exactOptional(v.picklist(['up', 'down'])),
  /** Rows to pass over; a whole number. */
  offset: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,7}$/u))),
  /** Rows to give, 1 to 500; 100 when missing. */
  limit: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,3}$/u))),
});
export type CustomersQuery = v.InferOutput<typeof CustomersQuery>;

export const CustomerRow = v.strictObject({
  record: RecordLine,
  /** Instant of the newest interaction, or null. */
  lastContactAt: v.nullable(v.string()),
  interactions: v.number(),
  /** Names of the users in whose scope the customer is. */
  reps: v.array(v.string()),
  /** Tier and rhythm, reckoned now; null for a customer without orders. */
  facts: v.nullable(CustomerFactsBody),
});
export type CustomerRow = v.InferOutput<typeof CustomerRow>;

export const CustomersReply = v.strictObject({
  total: v.number(),
  rows: v.array(CustomerRow),
  /** The currency of sums, and the day for which facts are said. */
  currency: v.nullable(v.string()),
  asOf: v.string(),
});
export type CustomersReply = v.InferOutput<typeof CustomersReply>;

/** Who looks after a customer from now on; null: nobody. */
export const SetOwnerRequest = v.strictObject({ owner: v.nullable(v.pipe(v.string(), v.maxLength(64))) });
export type SetOwnerRequest = v.InferOutput<typeof SetOwnerRequest>;

/** A customer's page: the record, what happened newest first, the orders, and the users named in it. */
export const CustomerReply = v.strictObject({
  record: RecordLine,
  interactions: v.array(RecordLine),
  orders: v.array(RecordLine),
  /** Questions, complaints, repairs and upkeep, with their visits. */
  cases: v.array(RecordLine),
  /** What is to be done for the customer and is not done yet. */
  tasks: v.array(RecordLine),
  facts: v.nullable(CustomerFactsBody),
  /** What the team has settled, for what the customer's tier brings. */
  settings: SettingsFields,
  currency: v.nullable(v.string()),
  users: v.array(v.strictObject({ id: v.string(), name: v.string() })),
});
export type CustomerReply = v.InferOutput<typeof CustomerReply>;
