import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf, IMPORT_DEVICE } from '#shared/import/changes.ts';
import { mapColumns, missingColumns, readOrderLines, toMinor } from '#shared/import/order-lines.ts';
import { aliasValue, toRecords, type ImportPlace, type WantedRecord } from '#shared/import/order-records.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { checkField } from '#shared/model/registry.ts';
import { idFromKey } from '#shared/sync/ids.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';

const idSalt = new Uint8Array(32).fill(7);
const ann = `u${'a'.repeat(32)}`;
const place: ImportPlace = { idSalt, source: 'csv', users: new Map([['ann@team.example', ann]]), known: new Map(), at: '2026-03-01T09:00:00Z' };
const read = (text: string) => readOrderLines(text, 'EUR');
const records = (text: string, more: Partial<ImportPlace> = {}) => toRecords(read(text).rows, { ...place, ...more });

describe('lines of a table', () => {
  test('columns are found by name, in any order and any letters, others are passed over', () => {
    const { rows, badLines, lines } = read('Colour, AMOUNT ,Date,customer\nred,12.50,2026-01-02,C1\n');
    expect([rows.length, badLines, lines]).toEqual([1, [], 1]);
    expect(rows[0]).toMatchObject({ line: 2, customer: 'C1', day: '2026-01-02', amountMinor: 1250, quantity: 1, currency: 'EUR' });
  });

  test('a heading without a needed column says which', () => {
    expect(missingColumns(mapColumns(['customer', 'amount']))).toEqual(['date']);
    expect(read('customer,amount\nC1,1\n').rows).toEqual([]);
  });

  test.each([
    [',2026-01-01,1', 'customer-missing'],
    [`${'x'.repeat(201)},2026-01-01,1`, 'customer-bad'],
    ['a b@c,2026-01-01,1', 'customer-bad'],
    ['C1,,1', 'date-missing'],
    ['C1,01.02.2026,1', 'date-bad'],
    ['C1,2026-02-30,1', 'date-bad'],
    ['C1,2026-01-01,', 'amount-missing'],
    ['C1,2026-01-01,"1,50"', 'amount-bad'],
    ['C1,2026-01-01,1e5', 'amount-bad'],
    ['C1,2026-01-01,1,many', 'quantity-bad'],
    ['C1,2026-01-01,1,1,x', 'cost-bad'],
    ['C1,2026-01-01,1,1,1,x', 'discount-bad'],
    ['C1,2026-01-01,1,1,1,1,EURO', 'currency-bad'],
    ['C1,2026-01-01,1,1,1,1,EUR,nobody', 'email-bad'],
    [`C1,2026-01-01,1,1,1,1,EUR,,${'p'.repeat(501)}`, 'text-too-long'],
    ['C1,2026-01-01,1,1,1,1,EUR,,p,more', 'fields-too-many'],
    ['"C1,2026-01-01,1', 'quote-open'],
  ])('%s is left out: %s', (line, reason) => {
    const { rows, badLines } = read(`customer,date,amount,quantity,cost,discount,currency,email,product\nC0,2026-01-01,1\n${line}\n`);
    expect(rows).toHaveLength(1);
    expect(badLines).toEqual([{ line: 3, reason }]);
  });

  test('money is exact: by digits, by the currency, halves away from zero', () => {
    expect(['1.005', '-1.005', '0.1', '.5', '12', '-0', '1204.5'].map((text) => toMinor(text, 2))).toEqual([101, -101, 10, 50, 1200, 0, 120_450]);
    expect([toMinor('1200.4', 0), toMinor('1.2345', 3)]).toEqual([1200, 1235]);
    expect(read('customer,date,amount,currency\nC1,2026-01-01,1200,jpy\n').rows[0]).toMatchObject({ amountMinor: 1200, currency: 'JPY' });
  });
});

describe('records', () => {
  test('an address is the customer that a captured mail would be, anything else an alias of the source', () => {
    const { customers, aliases } = records('customer,date,amount\nJo@Acme.example,2026-01-01,1\nC1,2026-01-01,1\n');
    const byMail = idFromKey('c', idSalt, 'email:jo@acme.example');
    expect(customers.find(({ id }) => id === byMail)?.fields).toMatchObject({ 'emails/jo@acme.example': true, keyedBy: 'email:jo@acme.example' });
    expect(aliases).toHaveLength(1);
    expect(aliases[0]?.fields).toMatchObject({ type: 'external', value: 'ext:csv:C1', to: idFromKey('c', idSalt, 'ext:csv:C1') });
  });

  test('an e-mail column joins both, on whichever line it stands', () => {
    const { customers, aliases, orders } = records('customer,date,amount,email\nC1,2026-01-01,1,\nC1,2026-01-02,1,jo@acme.example\n');
    const id = idFromKey('c', idSalt, 'email:jo@acme.example');
    expect(customers.map((customer) => customer.id)).toEqual([id]);
    expect(customers[0]?.fields['name']).toBe('C1');
    expect([aliases[0]?.fields['to'], ...orders.map(({ fields }) => fields['customer'])]).toEqual([id, id, id]);
  });

  test('a customer that somebody put to another record stays there', () => {
    const to = `c${'b'.repeat(32)}`;
    const { orders } = records('customer,date,amount\nC1,2026-01-01,1\n', { known: new Map([[aliasValue('csv', 'C1'), to]]) });
    expect(orders[0]?.fields['customer']).toBe(to);
  });

  test('lines of one number are one order, without a number those of one day; two customers may count alike', () => {
    const numbered = records('customer,date,order,amount\nC1,2026-01-01,1,1\nC1,2026-01-02,1,2\nC2,2026-01-01,1,3\n').orders;
    expect(
      numbered
        .map(({ fields }) => [fields['number'], fields['placedOn'], Object.keys(fields).filter((field) => field.startsWith('lines/')).length])
        .toSorted(),
    ).toEqual([
      ['1', '2026-01-01', 1],
      ['1', '2026-01-01', 2],
    ]);
    expect(records('customer,date,amount\nC1,2026-01-01,1\nC1,2026-01-01,2\nC1,2026-01-02,3\n').orders).toHaveLength(2);
  });

  test('a rep is a user by e-mail address; another name is kept as it is', () => {
    const { orders, customers } = records('customer,date,amount,rep\nC1,2026-01-01,1,Ann@team.example\nC2,2026-01-01,1,Bob\n');
    const by = new Map(orders.map((order) => [order.fields['rep'] ?? order.fields['repName'], order.reps]));
    expect(by).toEqual(
      new Map<unknown, unknown>([
        [ann, [ann]],
        ['Bob', []],
      ]),
    );
    expect(customers.map(({ reps }) => reps).toSorted()).toEqual([[], [ann]]);
  });

  test('an order in two currencies is left out by all its lines, the rest is in', () => {
    const made = records('customer,date,order,amount,currency\nC1,2026-01-01,1,1,EUR\nC1,2026-01-01,1,2,USD\nC1,2026-01-01,2,1,EUR\n');
    expect(made.badLines).toEqual([
      { line: 2, reason: 'order-in-two-currencies' },
      { line: 3, reason: 'order-in-two-currencies' },
    ]);
    expect(made.orders).toHaveLength(1);
  });

  test('another source has other orders and customers', () => {
    const text = 'customer,date,order,amount\nC1,2026-01-01,1,1\n';
    const ids = (made: ReturnType<typeof records>) => [...made.customers, ...made.orders].map(({ id }) => id);
    expect(ids(records(text)).filter((id) => ids(records(text, { source: 'shop' })).includes(id))).toEqual([]);
  });
});

const cell = {
  customer: fc.constantFrom('C1', 'C2', 'jo@acme.example', '王小明'),
  date: fc.constantFrom('2026-01-01', '2026-01-02', '2026-02-30', ''),
  order: fc.constantFrom('', '', 'A', 'B'),
  product: fc.constantFrom('Stage 1', 'Wipes, carton', '', '一段'),
  quantity: fc.constantFrom('1', '-2', '0.5', 'x'),
  amount: fc.constantFrom('1.00', '-3.5', '12', ''),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  email: fc.constantFrom('', '', 'jo@acme.example', 'li@acme.example'),
  rep: fc.constantFrom('', 'ann@team.example', 'Bob'),
  place: fc.constantFrom('', 'Leeds', 'York'),
};
const table = fc.array(fc.record(cell), { minLength: 1, maxLength: 14 });
const toText = (rows: readonly Readonly<Record<string, string>>[]) =>
  [Object.keys(cell), ...rows.map((row) => Object.keys(cell).map((column) => `"${row[column] ?? ''}"`))].map((fields) => fields.join(',')).join('\n');

const wantedOf = (text: string): readonly WantedRecord[] => {
  const { customers, aliases, orders } = records(text);
  return [...customers, ...aliases, ...orders].toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

/** A store that takes an import in, with stamps of the import at `ms`. */
function importInto(store: Map<string, StoredRecord>, wanted: readonly WantedRecord[], ms: number): number {
  let written = 0;
  for (const one of wanted) {
    const held = store.get(one.id);
    const fields = Object.entries(changesOf(held, one));
    const stamp = ms.toString(16).padStart(12, '0') + '0000' + IMPORT_DEVICE;
    written += fields.length;
    if (fields.length > 0) {
      store.set(
        one.id,
        mergeOps(
          held ?? emptyRecord(one.id, one.kind),
          fields.map(([field, value]) => [one.id, one.kind, field, value, stamp]),
        ).record,
      );
    }
  }
  return written;
}

describe('laws', () => {
  test('any order of the rows gives the same records', () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const shuffled = rows.map((row) => ({ row, at: keys.next().value ?? 0 })).toSorted((a, b) => a.at - b.at);
        expect(wantedOf(toText(shuffled.map(({ row }) => row)))).toEqual(wantedOf(toText(rows)));
      }),
      { numRuns: 300 },
    );
  });

  test('a second import changes nothing, at any later time', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const store = new Map<string, StoredRecord>();
        importInto(store, wantedOf(toText(rows)), 1000);
        const later = toRecords(read(toText(rows)).rows, { ...place, at: '2027-01-01T00:00:00Z' });
        expect(importInto(store, [...later.customers, ...later.aliases, ...later.orders], 2000)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('every line is either in an order or named, and every field fits the model', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const read_ = read(toText(rows));
        const made = toRecords(read_.rows, place);
        const inOrders = made.orders.flatMap(({ fields }) => Object.keys(fields).filter((field) => field.startsWith('lines/'))).length;
        expect(inOrders + read_.badLines.length + made.badLines.length).toBe(rows.length);
        for (const { kind, fields } of [...made.customers, ...made.aliases, ...made.orders]) {
          for (const [field, value] of Object.entries(fields)) {
            expect([field, checkField(kind, field, value).ok]).toEqual([field, true]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what people wrote', () => {
  const text = 'customer,date,order,amount,product\nC1,2026-01-01,1,10,Stage 1\nC1,2026-01-01,1,20,Stage 2\n';

  test('a correction by hand stays, a line that the file has no longer goes', () => {
    const store = new Map<string, StoredRecord>();
    importInto(store, wantedOf(text), 1000);
    const [order] = records(text).orders;
    const held = order && store.get(order.id);
    if (!order || !held) {
      throw new Error('no order');
    }
    const byHand = mergeOps(held, [[order.id, 'o', 'placedOn', '2026-01-05', `${(5000).toString(16).padStart(12, '0')}0000aaaaaaaaaaaa`]]).record;
    const shorter = records('customer,date,order,amount,product\nC1,2026-01-02,1,11,Stage 1\n').orders[0];
    expect(shorter?.id).toBe(order.id);
    expect(shorter && changesOf(byHand, shorter)).toEqual({
      'lines/0': { productName: 'Stage 1', quantity: 1, amountMinor: 1100 },
      'lines/1': null,
    });
  });

  test('the name that a rep gave a customer is not written over, and its origin is not claimed', () => {
    const [customer] = records(text).customers;
    if (!customer) {
      throw new Error('no customer');
    }
    const held: StoredRecord = { id: customer.id, kind: 'c', body: { name: 'Little Acorn' }, stamps: { name: `${'0'.repeat(16)}aaaaaaaaaaaa` } };
    expect(changesOf(held, customer)).toEqual({});
  });
});
