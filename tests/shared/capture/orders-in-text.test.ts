import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { findOrders, readPastedOrder, type OrderMail } from '#shared/capture/orders-in-text.ts';
import { learnColumns, recallColumns, rolesOfHeading } from '#shared/capture/order-tables/columns.ts';
import { parseHanNumber } from '#shared/capture/order-tables/read-list.ts';
import { readOrderCells } from '#shared/capture/order-tables/read-table.ts';
import { FoundOrder } from '#shared/model/capture.ts';

/** The lines of a pasted order as `product | quantity unit | price`. */
function read(text: string, html = '', country: string | null = null): string[] | null {
  const order = readPastedOrder(text, html, country);
  return order === null
    ? null
    : order.lines.map((line) =>
        [line.product, [line.quantity, line.unit].join(' ').trim(), line.unitPriceMajor].filter((part) => part !== null).join(' | '),
      );
}

describe('order lists', () => {
  test.each<[string, string[]]>([
    ['牛奶 3 箱', ['牛奶 | 3 箱']],
    ['来3箱牛奶\n两瓶酱油\n十二个鸡蛋', ['牛奶 | 3 箱', '酱油 | 2 瓶', '鸡蛋 | 12 个']],
    ['面粉 10袋 每袋45元', ['面粉 | 10 袋 | 45']],
    ['牛奶3箱，面包2袋', ['牛奶 | 3 箱', '面包 | 2 袋']],
    ['麻烦下单：咖啡豆5袋，燕麦奶３箱', ['咖啡豆 | 5 袋', '燕麦奶 | 3 箱']],
    ['3 x milk', ['milk | 3']],
    ['milk – 3 cases @ 4.50', ['milk | 3 cases | 4.5']],
    ['- 3 cases of milk\n- 2 x bread @ 2.10\n* eggs: 10 boxes', ['milk | 3 cases', 'bread | 2 | 2.1', 'eggs | 10 boxes']],
    ['2 Kisten Milch à 1,20 €\n2,5 kg Mehl je 0,89 €', ['Milch | 2 Kisten | 1.2', 'Mehl | 2.5 kg | 0.89']],
    ['4 cartons de lait à 3,50 €\n6 boîtes de thé', ['lait | 4 cartons | 3.5', 'thé | 6 boîtes']],
    ['3 cajas de tomate\n2 botellas de vino a 5,60 €', ['tomate | 3 cajas', 'vino | 2 botellas | 5.6']],
    ['・牛乳 12本\n・砂糖 2箱', ['牛乳 | 12 本', '砂糖 | 2 箱']],
    ['milk 3\nbread 2\neggs 12', ['milk | 3', 'bread | 2', 'eggs | 12']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    'Can we meet on 3 May at 10?',
    '20 days\n3 weeks',
    'There were 12 people and 40 boxes went.',
    '1. First we look at the prices.\n2. Then we talk.',
    'Tel 020 7946 0123\nFax 020 7946 0124',
    '会议定在11月5日下午3点。',
    '',
  ])('no order: %s', (text) => {
    expect(read(text)).toBeNull();
  });

  test.each([
    ['三', 3],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['三百五十', 350],
    ['两', 2],
    ['半', 0.5],
    ['甲', null],
  ])('%s is %s', (text, number) => {
    expect(parseHanNumber(text)).toBe(number);
  });
});

describe('order tables', () => {
  test('a table as a spreadsheet copies it', () => {
    expect(read('Item\tQty\tPrice\nOat milk\t12\t1.20\nRye bread\t4\t2.50\nTotal\t\t24.40')).toEqual(['Oat milk | 12 | 1.2', 'Rye bread | 4 | 2.5']);
  });

  test('quantity times price tells which sign parts the fraction', () => {
    expect(read('Artikel;Menge;Preis;Summe\nMilch;1.200;1,500;1.800,000\nBrot;1.000;2,250;2.250,000')).toEqual([
      'Milch | 1200 | 1.5',
      'Brot | 1000 | 2.25',
    ]);
    expect(read('Item;Qty;Price;Total\nMilk;1.200;1.500;1.800\nBread;1.000;2.250;2.250')).toEqual(['Milk | 1.2 | 1.5', 'Bread | 1 | 2.25']);
  });

  test('without a heading the sums tell the columns', () => {
    expect(read('Ice lemon\t48\t0.55\t26.40\nCone\t100\t0.08\t8.00')).toEqual(['Ice lemon | 48 | 0.55', 'Cone | 100 | 0.08']);
    expect(read('Ice lemon\t48\t0.55\t27.40\nCone\t100\t0.08\t9.00')).toBeNull();
  });

  test('sums, taxes and delivery are no products, but a product may begin with their word', () => {
    const rows = 'Item\tQty\tPrice\nTotal 0% yoghurt\t6\t1.10\nShipping\t1\t9.00\nVAT\t\t3.12\nTotal\t\t18.72';
    const order = readPastedOrder(rows, '', null);
    expect(order?.lines.map((line) => line.product)).toEqual(['Total 0% yoghurt']);
    expect(order?.totalMajor).toBe(18.72);
  });

  test('a list of prices, of rooms or of days is no order', () => {
    for (const text of [
      'Item\tPrice\nMilk\t1.20\nBread\t2.50',
      'Room\tFloor\tSeats\nOak\t1\t12\nElm\t2\t8',
      'Day\tStart\tEnd\nMonday\t8:00\t12:00\nTuesday\t9:00\t13:00',
    ]) {
      expect(read(text)).toBeNull();
    }
  });

  test.each([
    ['£1.20', null, 'GBP'],
    ['1,20 €', null, 'EUR'],
    ['12 元', null, 'CNY'],
    ['450円', null, 'JPY'],
    ['¥450', 'JP', 'JPY'],
    ['¥450', 'CN', 'CNY'],
    ['$12.00', null, 'USD'],
    ['$12.00', 'MX', 'MXN'],
    ['1.20', 'CH', 'CHF'],
    ['1.20', null, null],
  ])('%s in %s is %s', (price, country, currency) => {
    expect(readPastedOrder(`Item\tQty\tPrice\nMilk\t12\t${price}\nBread\t2\t${price}`, '', country)?.currency).toBe(currency);
  });

  test('headings in six languages', () => {
    expect(rolesOfHeading(['Pos.', 'Artikelnr.', 'Bezeichnung', 'Menge', 'ME', 'Einzelpreis (EUR)', 'Rabatt', 'Gesamtpreis'])).toEqual([
      'other',
      'sku',
      'product',
      'quantity',
      'unit',
      'unitPrice',
      'other',
      'amount',
    ]);
    expect(rolesOfHeading(['序号', '品名', '规格', '数量', '单位', '含税单价(元)', '金额'])).toEqual([
      'other',
      'product',
      'other',
      'quantity',
      'unit',
      'unitPrice',
      'amount',
    ]);
    expect(rolesOfHeading(['Réf.', 'Désignation', 'Qté', 'P.U. HT', 'Montant HT', 'TVA'])).toEqual([
      'sku',
      'product',
      'quantity',
      'unitPrice',
      'amount',
      'other',
    ]);
    expect(rolesOfHeading(['品番', '商品名', '発注数量', '単価', '金額'])).toEqual(['sku', 'product', 'quantity', 'unitPrice', 'amount']);
    expect(rolesOfHeading(['Código', 'Descripción', 'Cantidad', 'Precio unitario', 'Importe'])).toEqual([
      'sku',
      'product',
      'quantity',
      'unitPrice',
      'amount',
    ]);
    expect(rolesOfHeading(['Item', 'Description', 'Qty', 'Unit price', 'Line total'])).toEqual([
      'other',
      'product',
      'quantity',
      'unitPrice',
      'amount',
    ]);
  });
});

describe('what a person put right is remembered for that sender', () => {
  const heading = ['Bezeichnung', 'Soll', 'Ist', 'Preis'];
  const roles = ['product', 'other', 'quantity', 'unitPrice'] as const;
  const mail: OrderMail = {
    sender: 'lager@kern.example',
    country: 'DE',
    text: 'Bezeichnung Soll Ist Preis\nEiche 10 4 38,50\nBuche 6 6 31,00',
    html: '<table><tr><td>Bezeichnung</td><td>Soll</td><td>Ist</td><td>Preis</td></tr><tr><td>Eiche</td><td>10</td><td>4</td><td>38,50</td></tr><tr><td>Buche</td><td>6</td><td>6</td><td>31,00</td></tr></table>',
    attached: [],
  };

  test('the same heading is read so from then on, for this sender alone', () => {
    expect(findOrders(mail, [])).toEqual([]);
    const learned = learnColumns([], 'lager@kern.example', heading, roles);
    expect(findOrders(mail, learned)[0]?.lines.map((line) => [line.product, line.quantity, line.unitPriceMajor])).toEqual([
      ['Eiche', 4, 38.5],
      ['Buche', 6, 31],
    ]);
    expect(findOrders({ ...mail, sender: 'other@kern.example' }, learned)).toEqual([]);
  });

  test('the newest word counts, and letters’ case does not', () => {
    const learned = learnColumns(
      learnColumns([], 'a@b.example', heading, ['product', 'quantity', 'other', 'unitPrice']),
      'a@b.example',
      heading,
      roles,
    );
    expect(learned).toHaveLength(1);
    expect(recallColumns(learned, 'a@b.example', ['BEZEICHNUNG', 'soll', 'Ist ', 'Preis:'])).toEqual(roles);
  });

  test('columns that do not say what and how many give no order', () => {
    expect(
      readOrderCells(heading, [['Eiche', '10', '4', '38,50']], ['product', 'other', 'other', 'unitPrice'], { country: null, around: '' }),
    ).toBeNull();
  });
});

describe('in a mail', () => {
  const table = '<table><tr><th>Item</th><th>Qty</th></tr><tr><td>Espresso beans</td><td>4</td></tr><tr><td>Filter paper</td><td>2</td></tr></table>';
  test('a table of the quoted part is an earlier order', () => {
    expect(
      findOrders(
        {
          sender: 'a@b.example',
          country: null,
          text: 'Thanks, that was all.',
          html: `<p>Thanks, that was all.</p><blockquote>${table}</blockquote>`,
          attached: [],
        },
        [],
      ),
    ).toEqual([]);
  });

  test('nothing is ever so sure that it is ticked by itself', () => {
    const orders = findOrders(
      {
        sender: 'a@b.example',
        country: 'GB',
        text: 'Espresso beans 4 Filter paper 2',
        html: table,
        attached: [
          [
            ['Item', 'Qty', 'Price', 'Total'],
            ['Beans', '4', '2.00', '8.00'],
          ],
        ],
      },
      [],
    );
    expect(orders.length).toBe(2);
    expect(orders.every((order) => order.confidence < 0.9)).toBe(true);
  });
});

test('never throws, keeps to the model, and is quick whatever it is given', () => {
  const piece = fc.constantFrom(
    'Item',
    'Qty',
    'Price',
    '\t',
    ';',
    '|',
    '\n',
    '12',
    '1.200,50',
    '£',
    '牛奶',
    '3箱',
    '两',
    ' x ',
    '@',
    '4.50',
    '  ',
    '"',
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    '@ ',
    'Total',
    ',',
    '—',
  );
  const any = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(any, any, (text, html) => {
      for (const order of [
        readPastedOrder(text, html, 'DE') ?? [],
        findOrders({ sender: 'a@b.example', country: null, text, html, attached: [] }, []),
      ].flat()) {
        v.parse(FoundOrder, order);
        expect(order.lines.every((line) => Number.isFinite(line.quantity) && line.product !== '')).toBe(true);
      }
    }),
  );
  const slow: string[] = [];
  for (const pump of [
    '3 x milk\n',
    '牛奶3箱，',
    '1',
    '1,',
    '1 ',
    'a ',
    'a:',
    '@ 1 ',
    '3 of ',
    '- ',
    '两',
    '; ',
    'a\t',
    '|',
    'PO ',
    'order ',
    'Qty\tItem\n',
    '<table>',
    '<tr><td>1',
    '<td>',
    '(',
    '€',
    'each ',
    '1.1',
    '—',
    'x',
    '每箱',
    '　',
    '"',
    '",',
    'milk 3 ',
  ]) {
    for (const text of [
      pump.repeat(400_000 / pump.length),
      `${pump.repeat(150 / pump.length)}\n`.repeat(2000),
      `Item\tQty\n${pump.repeat(400 / pump.length)}\t3\n`.repeat(300),
    ]) {
      const startedAt = performance.now();
      readPastedOrder(text, text, 'DE');
      findOrders({ sender: 'a@b.example', country: null, text, html: text, attached: [] }, []);
      if (performance.now() - startedAt > 1500) {
        slow.push(`${pump} ${Math.round(performance.now() - startedAt)} ms`);
      }
    }
  }
  expect(slow).toEqual([]);
}, 120_000);
