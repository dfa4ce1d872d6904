import { createHash } from 'node:crypto';

/**
 * The data of the sync bench: the same for every side, from a fixed seed. A customer is twelve fields, some 360 bytes of
 * JSON, as a captured person has; an element of a set (`emails/…`) is a field of its own, as it is on the wire.
 */

/** A customer as every side holds it. */
export type Customer = { readonly id: string; readonly body: Readonly<Record<string, string | boolean>> };

/** One edit of one field of one customer. `atMs`: milliseconds since the first edit was made. */
export type Edit = { readonly id: string; readonly field: string; readonly value: string; readonly atMs: number };

/** Who captured them, as every side has it. */
const CAPTURED_BY = 'u0190f3c2a7b07d3e9b1f0a2c4d6e8f01';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const FIRST = words(
  'Anna Ben Clara David Elif Farid Greta Hugo Ines Jan Kemal Lena Mei Nils Olga Pavel Quinn Rosa Sven Tara Uwe Vera Wei Xenia Yusuf Zoe',
);
const LAST = words(
  'Albers Brandt Costa Dreyer Engel Fischer Gruber Hahn Ito Jansen Keller Lorenz Moreau Novak Olsen Peters Rossi Silva Tanaka Weber',
);
const COMPANY = words(
  'Alder Birch Cedar Delta Ember Fjord Granite Harbor Iris Juniper Kestrel Lumen Maple Nimbus Orchard Pioneer Quartz River Summit Tidal',
);
const BRANCH = words('Bakery Books Cycles Dental Electric Foods Garden Hotels Interiors Logistics Metals Optics Paper Roofing Timber Travel');
const TITLE = words('Buyer Owner Manager Accountant Chef Director Planner Engineer');
const AREA = words('Aachen Bremen Cottbus Dresden Essen Fulda Gera Hamm Jena Kiel Leipzig Mainz Neuss Oldenburg Passau Ulm');
const TAG = words('fair newsletter wholesale retail export trial loyal seasonal');
const NEEDS = words('prices samples delivery catalogue training repair contract spare-parts');

const START_MS = Date.parse('2026-01-05T08:00:00Z');

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** Numbers from 0 to 1 that are the same in each run (mulberry32, public domain, T. Ettinger 2017). */
export function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The first `count` customers. */
export function makeCustomers(count: number): readonly Customer[] {
  const chance = createChance(20_261_127);
  const pick = (list: readonly string[]): string => list[Math.floor(chance() * list.length)] ?? '';
  return Array.from({ length: count }, (_, at): Customer => {
    const id = `c${Array.from({ length: 26 }, (__, digit) => BASE32.charAt(Math.floor(chance() * (digit === 25 ? 8 : 32)) * (digit === 25 ? 4 : 1))).join('')}`;
    const [first, last, company, branch] = [pick(FIRST), pick(LAST), pick(COMPANY), pick(BRANCH)];
    const email = `${first}.${last}${at}@${company}-${branch}.example`.toLowerCase();
    const phone = `+4930${String(Math.floor(chance() * 1e8)).padStart(8, '0')}`;
    return {
      id,
      body: {
        name: `${first} ${last}`,
        kind: 'person',
        [`emails/${email}`]: true,
        [`phones/${phone}`]: true,
        title: pick(TITLE),
        companyName: `${company} ${branch} GmbH`,
        area: pick(AREA),
        [`tags/${pick(TAG)}`]: true,
        needs: `${pick(NEEDS)}, ${pick(NEEDS)}`,
        capturedAt: new Date(START_MS + Math.floor(chance() * 2e10)).toISOString(),
        capturedBy: CAPTURED_BY,
        keyedBy: `email:${email}`,
      },
    };
  });
}

/**
 * `count` edits of one field each, made one after another over some days; each of another customer while there are enough,
 * beginning with the one at `from`.
 */
export function makeEdits(customers: readonly Customer[], count: number, seed: number, from = 0): readonly Edit[] {
  const chance = createChance(seed);
  const fields = [
    ['title', TITLE],
    ['area', AREA],
    ['needs', NEEDS],
  ] as const;
  let atMs = 0;
  return Array.from({ length: count }, (_, at): Edit => {
    const [field, list] = fields[Math.floor(chance() * fields.length)] ?? fields[0];
    // The number behind it makes each value another one than what was there.
    const value = `${list[Math.floor(chance() * list.length)] ?? ''} ${Math.floor(chance() * 1000)}`;
    atMs += 1 + Math.floor(chance() * 30_000);
    return { id: customers[(from + at) % customers.length]?.id ?? '', field, value, atMs };
  });
}

/** What some records come to, so that two sides can be compared: hex of the SHA-256 over ids and fields in order. */
export function hashState(records: Iterable<{ readonly id: string; readonly body: Readonly<Record<string, unknown>> }>): string {
  const hash = createHash('sha256');
  for (const { id, body } of [...records].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    hash.update(`${id}\n`);
    for (const field of Object.keys(body).toSorted()) {
      hash.update(`${field}=${JSON.stringify(body[field])}\n`);
    }
  }
  return hash.digest('hex');
}
