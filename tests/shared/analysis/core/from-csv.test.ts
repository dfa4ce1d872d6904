import { describe, expect, it } from 'vitest';
import { readCsv } from '#shared/import/csv.ts';
import { linesFromCsv } from '#shared/analysis/core/from-csv.ts';
import { aDay } from '../an-order.ts';

const read = (text: string) => linesFromCsv(readCsv(text));

describe('a table of order lines', () => {
  it('is read by the names of its columns, in any order', () => {
    const { lines, badLines } = read('Amount,note,DATE,customer\n12.34,x,2026-01-02,Anna\n');
    expect(badLines).toEqual([]);
    expect([lines.number.amountMinor[0], lines.day[0], lines.dictionary.customer.names]).toEqual([1234, aDay('2026-01-02'), ['Anna']]);
    expect([...lines.known].toSorted()).toEqual(['amountMinor', 'customer', 'day']);
  });

  it('names each bad line by its number in the file and keeps the others', () => {
    const table = [
      'customer,date,amount,currency,quantity',
      'A,2026-01-01,10,EUR,1',
      ',2026-01-01,10,EUR,1',
      'A,2026-02-30,10,EUR,1',
      '',
      '"B\nand son",2026-01-03,10,EUR,1',
      'A,2026-01-01,ten,EUR,1',
      'A,2026-01-01,10,euro,1',
      'A,,10,EUR,1',
      'A',
      'A,2026-01-01,"1,000.00",EUR,1',
      'A,2026-01-01,1e400,EUR,1',
      'A,2026-01-01,10,EUR,many',
      'A,2026-01-01,,,',
      'A,2026-01-01,10,EUR,"1',
    ];
    const { lines, badLines } = read(table.join('\r\n'));
    expect(badLines).toEqual([
      { line: 3, reason: 'customer-missing' },
      { line: 4, reason: 'date-invalid' },
      { line: 8, reason: 'amount-invalid' },
      { line: 9, reason: 'currency-invalid' },
      { line: 10, reason: 'date-missing' },
      { line: 11, reason: 'cells-missing' },
      { line: 12, reason: 'amount-invalid' },
      { line: 13, reason: 'amount-invalid' },
      { line: 14, reason: 'quantity-invalid' },
      { line: 16, reason: 'quote-open' },
    ]);
    expect(lines.count).toBe(3);
    expect(lines.dictionary.customer.names).toEqual(['A', 'B\nand son']);
  });

  it('reads money to the minor unit of its currency', () => {
    const { lines } = read(
      'customer,date,amount,currency\nA,2026-01-01,1500,JPY\nA,2026-01-01,1.5,KWD\nA,2026-01-01,1.005,EUR\nA,2026-01-01,-0.07,\nA,2026-01-01,,\n',
    );
    expect([...lines.number.amountMinor]).toEqual([1500, 1500, 101, -7, Number.NaN]);
  });

  it('takes lines of a customer and day for one order where none is named, and "1001" of two customers for two', () => {
    expect(read('customer,date\nA,2026-01-01\nA,2026-01-01\nB,2026-01-01').lines.orders).toBe(2);
    expect(read('customer,date,order\nA,2026-01-01,1001\nB,2026-01-01,1001').lines.orders).toBe(2);
  });

  it('says which columns it would need, and takes baskets without a date', () => {
    expect(read('name,when\nA,2026-01-01').missingColumns).toEqual(['customer', 'date']);
    expect(read('').missingColumns).toEqual(['customer', 'date']);
    const baskets = read('order,product\n1,beer\n1,nappies\n,beer\n');
    expect([baskets.missingColumns, baskets.lines.count, baskets.badLines]).toEqual([[], 2, [{ line: 4, reason: 'order-missing' }]]);
    expect(baskets.lines.known.has('day')).toBe(false);
  });

  it('reads a file with a byte-order mark, semicolons and quotes', () => {
    const { lines, badLines } = read('\uFEFFcustomer;date;product\n"Smith; ""Jo""";2026-01-01T23:59:00Z; tin \n');
    expect(badLines).toEqual([]);
    expect([lines.dictionary.customer.names[0], lines.dictionary.product.names[0], lines.day[0]]).toEqual(['Smith; "Jo"', 'tin', aDay('2026-01-01')]);
  });
});
