import * as v from 'valibot';
import { DELETED, isDeleted, type Body, type Json } from './record.ts';
import type { Role } from './role.ts';

/**
 * How two writes to one field become one value:
 * `lww` the later stamp, `fww` the earlier stamp (what a captured mail said), `max` and `min` the number,
 * `set` each element is its own boolean field `name/element`, `map` each entry is its own lww field `name/key`.
 */
export type MergeRule = 'lww' | 'fww' | 'max' | 'min' | 'set' | 'map';

type AnySchema = v.GenericSchema<unknown, unknown>;

/** Everything that is known of one field; databases, indexes and validators are derived from it. */
export type FieldDefinition<S extends AnySchema = AnySchema, M extends MergeRule = MergeRule> = {
  readonly schema: S;
  readonly merge: M;
  /** Has a column in SQL and an index in the browser. */
  readonly indexed: boolean;
  /** Says something about a person. */
  readonly pii: boolean;
  /** Only the server writes it: an operation of a device on it is refused. */
  readonly serverOwned: boolean;
  /** Roles from which the server withholds it. */
  readonly hiddenFrom: readonly Role[];
};

type FieldOptions = Partial<Pick<FieldDefinition, 'indexed' | 'pii' | 'serverOwned' | 'hiddenFrom'>>;

function field<S extends AnySchema, M extends MergeRule>(schema: S, merge: M, options: FieldOptions): FieldDefinition<S, M> {
  return { schema, merge, indexed: false, pii: false, serverOwned: false, hiddenFrom: [], ...options };
}

/** A field whose last write wins: what people type and correct. */
export const lww = <S extends AnySchema>(schema: S, options: FieldOptions = {}) => field(schema, 'lww', options);
/** A field whose first write wins: what a captured mail said. */
export const fww = <S extends AnySchema>(schema: S, options: FieldOptions = {}) => field(schema, 'fww', options);
/** A set of short texts; each is added and removed on its own. */
export const set = (options: FieldOptions = {}) => field(v.boolean(), 'set', options);
/** A map from a short text to a value; each entry is written on its own. */
export const map = <S extends AnySchema>(schema: S, options: FieldOptions = {}) => field(schema, 'map', options);

/** The fields of an entity by name. */
export type Fields = Readonly<Record<string, FieldDefinition>>;

/** One entity of the model. */
export type Entity<F extends Fields = Fields> = {
  /** Name of its table in both databases. */
  readonly name: string;
  /** The letter that opens its ids. */
  readonly kind: string;
  readonly fields: F;
};

type ValueOf<D> =
  D extends FieldDefinition<infer S, infer M>
    ? M extends 'set'
      ? readonly string[]
      : M extends 'map'
        ? Readonly<Record<string, v.InferOutput<S>>>
        : v.InferOutput<S>
    : never;

type Many<F extends Fields> = { [K in keyof F]: F[K]['merge'] extends 'set' | 'map' ? K : never }[keyof F];

/** A record as readers see it: single fields where known, sets and maps always there. */
export type ViewOf<E> =
  E extends Entity<infer F>
    ? { readonly id: string; readonly deleted: boolean } & { readonly [K in Exclude<keyof F, Many<F>>]?: ValueOf<F[K]> } & {
        readonly [K in Many<F>]: ValueOf<F[K]>;
      }
    : never;

/** Defines an entity; its type is `ViewOf<typeof it>`. */
export function defineEntity<const F extends Fields>(entity: Entity<F>): Entity<F> {
  return entity;
}

/** `emails/a@b.example` -> `['emails', 'a@b.example']`; `name` -> `['name', undefined]`. */
export function splitField(path: string): readonly [name: string, key: string | undefined] {
  const slash = path.indexOf('/');
  return slash < 0 ? [path, undefined] : [path.slice(0, slash), path.slice(slash + 1)];
}

/** The field path of one element of a set or map. */
export function fieldOf(name: string, key: string): string {
  return `${name}/${key}`;
}

/**
 * The record as its entity describes it. Fields that the entity does not know stay in the body and out of the view,
 * and a value that does not fit its schema (a newer version wrote it) is left out of the view, never thrown at a reader.
 */
export function toView<E extends Entity>(entity: E, record: { readonly id: string; readonly body: Body }): ViewOf<E> {
  const view: Record<string, unknown> = { id: record.id, deleted: isDeleted(record.body) };
  for (const [name, definition] of Object.entries(entity.fields)) {
    if (definition.merge === 'set') {
      view[name] = [];
    } else if (definition.merge === 'map') {
      view[name] = {};
    }
  }
  for (const [path, value] of Object.entries(record.body)) {
    readInto(view, entity.fields, path, value);
  }
  // The loop above builds exactly the shape that ViewOf describes; TypeScript cannot follow a type computed from data.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return view as ViewOf<E>;
}

/** What `toView` gives for one field that is neither a set nor a map, without the rest of the record. */
export function fieldOfView(entity: Entity, body: Body, name: string): Json | undefined {
  const definition = entity.fields[name];
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return definition !== undefined && value !== undefined && v.is(definition.schema, value) ? value : undefined;
}

function readInto(view: Record<string, unknown>, fields: Fields, path: string, value: Json): void {
  const [name, key] = splitField(path);
  const definition = path === DELETED ? undefined : fields[name];
  if (!definition || !v.is(definition.schema, value)) {
    return;
  }
  const held = view[name];
  if (key === undefined) {
    if (definition.merge !== 'set' && definition.merge !== 'map') {
      view[name] = value;
    }
  } else if (definition.merge === 'set' && Array.isArray(held)) {
    if (value === true) {
      held.push(key);
    }
  } else if (definition.merge === 'map' && typeof held === 'object' && held !== null && value !== null) {
    Object.defineProperty(held, key, { value, enumerable: true, configurable: true, writable: true });
  }
}
