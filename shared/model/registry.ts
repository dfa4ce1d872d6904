import * as v from 'valibot';
import { err, ok, type Result } from '../result.ts';
import { answers } from './answer.ts';
import { campaigns } from './campaign.ts';
import { comments } from './comment.ts';
import { aliases, customers } from './customer.ts';
import { deals } from './deal.ts';
import { splitField, type Entity, type FieldDefinition, type MergeRule } from './entity.ts';
import { insights } from './insight.ts';
import { interactions } from './interaction.ts';
import { links } from './link.ts';
import { orders, payments } from './order.ts';
import { products } from './product.ts';
import { DELETED, KEPT_BY, type Json } from './record.ts';
import { assessments, cases, duties, equipment } from './service.ts';
import { settings } from './settings.ts';
import { suppliers } from './supplier.ts';
import { rates, targets } from './target.ts';
import { tasks } from './task.ts';
import { teams } from './team.ts';
import { users } from './user.ts';

/** Every entity of the model. Tables, indexes, columns and validators are derived from this list. */
export const entities: readonly Entity[] = [
  customers,
  aliases,
  links,
  interactions,
  orders,
  payments,
  products,
  tasks,
  teams,
  users,
  insights,
  deals,
  campaigns,
  cases,
  equipment,
  duties,
  assessments,
  answers,
  targets,
  rates,
  suppliers,
  comments,
  settings,
];

/** The entities whose records belong to one customer by their field `customer`: they take its scopes. */
export const ofCustomer: readonly Entity[] = entities.filter(
  ({ fields }) => Object.hasOwn(fields, 'customer') && fields['customer']?.indexed === true,
);

const byKind = new Map(entities.map((entity) => [entity.kind, entity]));

/** The entity whose ids open with `kind`, or undefined for a kind of a newer version. */
export function findEntity(kind: string): Entity | undefined {
  return byKind.get(kind);
}

/** What is known of a field path such as `name` or `emails/a@b.example`; undefined for a field of a newer version. */
export function findField(kind: string, path: string): FieldDefinition | undefined {
  const fields = byKind.get(kind)?.fields;
  const [name] = splitField(path);
  return fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** How writes to a field merge; what this version does not know is `lww`. */
export function mergeRuleOf(kind: string, path: string): MergeRule {
  return path === DELETED ? 'lww' : (findField(kind, path)?.merge ?? 'lww');
}

/** One indexed field of an entity, for both databases. */
export type IndexedField = { readonly name: string; readonly many: boolean; readonly sqlType: 'TEXT' | 'REAL' | 'INTEGER' };

/** The indexed fields of an entity; a set is `many` and has an index in the browser but no column in SQL. */
export function indexedFields(entity: Entity): readonly IndexedField[] {
  return Object.entries(entity.fields)
    .filter(([, definition]) => definition.indexed)
    .map(([name, definition]) => ({ name, many: definition.merge === 'set', sqlType: sqlTypeOf(definition.schema.type) }));
}

/**
 * True when a change of these fields can be seen in what is indexed of a record: its elements when `many`, else the columns
 * of its read table, where it stands as well whether anybody still stands by the record.
 */
export function touchesIndex(kind: string, changed: readonly string[], many: boolean): boolean {
  return changed.some((path) => {
    const field = findField(kind, path);
    const isPresence = path === DELETED || path.startsWith(KEPT_BY);
    return (isPresence && !many) || (field?.indexed === true && (field.merge === 'set') === many);
  });
}

function sqlTypeOf(schemaType: string): IndexedField['sqlType'] {
  return schemaType === 'number' ? 'REAL' : schemaType === 'boolean' ? 'INTEGER' : 'TEXT';
}

/** Why an operation's field or value cannot be stored. */
export type FieldFault = 'field-name' | 'too-large' | 'too-deep' | 'wrong-type' | 'key-missing';

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/u;
/** Names that objects have by themselves, and `_`, under which packed stamps keep their base. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype', '_']);
const MAX_KEY_LENGTH = 300;
const MAX_VALUE_BYTES = 16 * 1024;
const MAX_DEPTH = 16;

/**
 * Judges one field path and value. Known fields must fit their schema; unknown ones (a newer client's) are only held to
 * the limits: a value of at most 16 KiB as JSON, 16 levels deep, and a name that no object treats as its own.
 */
export function checkField(kind: string, path: string, value: Json): Result<void, FieldFault> {
  const [name, key] = splitField(path);
  if (!NAME.test(name) || FORBIDDEN.has(name) || (key !== undefined && (key === '' || key.length > MAX_KEY_LENGTH || FORBIDDEN.has(key)))) {
    return err('field-name');
  }
  if (depthOf(value) > MAX_DEPTH) {
    return err('too-deep');
  }
  if (bytesOf(value) > MAX_VALUE_BYTES) {
    return err('too-large');
  }
  if (path === DELETED) {
    return typeof value === 'boolean' ? ok(undefined) : err('wrong-type');
  }
  const definition = findField(kind, path);
  if (!definition) {
    return ok(undefined);
  }
  const isMany = definition.merge === 'set' || definition.merge === 'map';
  if (isMany !== (key !== undefined)) {
    return err('key-missing');
  }
  // null clears a field: the way to take back a value that was typed.
  const clears = value === null && (definition.merge === 'lww' || definition.merge === 'map');
  return clears || v.is(definition.schema, value) ? ok(undefined) : err('wrong-type');
}

/** Bytes of a value as JSON; of a short text or a single value the most that it could be, which is cheaper to say. */
function bytesOf(value: Json): number {
  if (typeof value !== 'object' || value === null) {
    // An escape is six letters long, and a letter at most three bytes.
    const most = typeof value === 'string' ? 6 * value.length + 2 : 25;
    if (most <= MAX_VALUE_BYTES) {
      return most;
    }
  }
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function depthOf(value: Json): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  let deepest = 0;
  const open: { value: Json; depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next && deepest <= MAX_DEPTH; next = open.pop()) {
    const { value: current, depth } = next;
    deepest = Math.max(deepest, depth);
    if (typeof current === 'object' && current !== null) {
      open.push(...Object.values(current).map((child: Json) => ({ value: child, depth: depth + 1 })));
    }
  }
  return deepest;
}
