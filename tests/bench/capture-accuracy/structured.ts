import path from 'node:path';
import type { CapturedOrder } from '#shared/model/capture.ts';
import type { Measured } from '../figure.ts';
import { compareJsonLd, compareMicrodata, compareMicroformatPage, compareOpenGraph, compareRdfa, type Compared } from './extruct.ts';
import { ADDRESS_FOLDERS, CARD_FOLDERS, compareMicroformats } from './microformats.ts';
import { capture } from './read.ts';
import { hasSamples, listFiles } from './samples.ts';
import { compareForms } from './schema-org.ts';

type Wanted = Pick<CapturedOrder, 'number' | 'merchant' | 'currency' | 'totalMinor' | 'status'> & { readonly lines: CapturedOrder['lines'] };

/** What the documented examples of order and parcel markup say, read by hand. */
const ORDERS: Readonly<Record<string, Wanted>> = {
  'google-order.jsonld.html': {
    number: '123-4567890-1234567',
    merchant: 'Amazon.com',
    currency: 'USD',
    totalMinor: 2999,
    status: null,
    lines: [{ product: 'Google Chromecast', quantity: 1, unitPriceMinor: 2999 }],
  },
  'google-order.microdata.html': {
    number: '123-4567890-1234567',
    merchant: 'Amazon.com',
    currency: 'USD',
    totalMinor: 2999,
    status: null,
    lines: [{ product: 'Google Chromecast', quantity: 1, unitPriceMinor: 2999 }],
  },
  'google-parcel-delivery.jsonld.html': {
    number: '176057',
    merchant: 'Bob Dole',
    currency: null,
    totalMinor: null,
    status: null,
    lines: [{ product: 'Google Chromecast', quantity: null, unitPriceMinor: null }],
  },
  'google-parcel-delivery.microdata.html': {
    number: '176057',
    merchant: 'Bob Dole',
    currency: null,
    totalMinor: null,
    status: null,
    lines: [{ product: 'iPod Mini', quantity: null, unitPriceMinor: null }],
  },
};

function row(metric: string, compared: Compared, atLeast: number, note = ''): Measured {
  return {
    metric,
    unit: 'share',
    ours: compared.pages === 0 ? null : (compared.pages - compared.wrong.length) / compared.pages,
    atLeast,
    runs: compared.pages,
    note: [note, compared.wrong.length === 0 ? '' : `not: ${compared.wrong.join(', ')}`].filter((part) => part !== '').join('; '),
  };
}

async function compareOrders(): Promise<Compared> {
  const read = await capture(listFiles('order-markup'));
  const wrong = read.filter(({ file, orders }) => {
    const [order, ...more] = orders;
    const wanted = ORDERS[path.basename(file)];
    if (order === undefined || wanted === undefined || more.length > 0) {
      return true;
    }
    const { number, merchant, currency, totalMinor, status, lines } = order;
    return JSON.stringify({ number, merchant, currency, totalMinor, status, lines }) !== JSON.stringify(wanted);
  });
  return { pages: read.length, wrong: wrong.map(({ file }) => path.basename(file)) };
}

/** Markup of every syntax against what its specification, its public suite or another extractor expects. */
export async function* measureStructured(): AsyncGenerator<Measured> {
  if (!hasSamples) {
    yield { metric: 'microformats.cards', unit: 'share', ours: null, atLeast: 1, note: 'the samples beside the repository are missing' };
    return;
  }
  yield row('microformats.cards', compareMicroformats(CARD_FOLDERS), 1, 'every item of the public suite’s card pages, value by value');
  yield row('microformats.addresses', compareMicroformats(ADDRESS_FOLDERS), 1);
  const { equal, forms, telling, differing, otherTexts } = compareForms();
  yield {
    metric: 'schema-org.equal-forms',
    unit: 'share',
    ours: equal / forms,
    atLeast: 0.99,
    runs: forms,
    note: `what microdata and RDFa of an example give is what its JSON-LD gives; ${telling} name somebody, the others nobody; left out, since their forms hold different texts: ${otherTexts.join(', ')}${differing.length === 0 ? '' : `; not: ${differing.join(' | ')}`}`,
  };
  yield row(
    'extruct.microdata',
    compareMicrodata(),
    1,
    'values of one property are compared without their order: the other extractor puts those of itemref last, the standard in page order',
  );
  yield row('extruct.json-ld', compareJsonLd(), 1, 'broken blocks among them');
  yield row('extruct.open-graph', compareOpenGraph(), 1);
  yield row('extruct.microformats', compareMicroformatPage(), 1);
  const rdfa = compareRdfa();
  yield row('extruct.rdfa-lite', rdfa.lite, 1, 'every statement');
  yield row('extruct.rdfa', rdfa.whole, 1, 'examples beyond RDFa Lite');
  yield row('orders.documented', await compareOrders(), 1, 'number, merchant, currency, total, status and lines, in JSON-LD and microdata');
}
