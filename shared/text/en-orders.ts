import type { TierTexts } from './keys.ts';
import { createCounting } from './plural.ts';

const { plural, count } = createCounting('en');
const ordersOf = (orders: number): string => plural(orders, { one: '1 order', other: `${count(orders)} orders` });
const daysOf = (days: number): string => plural(days, { one: '1 day', other: `${count(days)} days` });

/** What is said of orders: tier, rhythm, rows, and the sheet that takes one by hand. */
export const orderTexts = {
  /** Default names of the value tiers. */
  tiers: { high: 'High', general: 'Ordinary', low: 'Low' } satisfies TierTexts,

  tier: {
    brings: (tier: string) => `What ${tier} brings`,
    discount: (share: string) => `${share} discount`,
    reason: (amount: string, orders: number) => `${amount} and ${ordersOf(orders)} in 12 months`,
    why: 'Why?',
    whyThis: (tier: string) => `Why ${tier}?`,
    needsOrders: (more: number) => plural(more, { one: 'No tier yet: needs 1 more order', other: `No tier yet: needs ${count(more)} more orders` }),
    needsAmounts: 'No tier yet: the orders bear no amounts',
    needsOneCurrency: 'No tier yet: orders in several currencies',
    needsCustomers: (customers: number, needed: number) => `No tier yet: ${count(customers)} of ${count(needed)} customers with orders`,
  },

  whyTier: {
    inHighest: (tier: string) => `Above both cuts for ${tier}, by net revenue and by orders in the last 12 months.`,
    inMiddle: (tier: string, next: string) => `Above both cuts for ${tier}, and below at least one for ${next}, in the last 12 months.`,
    inLowest: (next: string) => `Below at least one cut for ${next}, by net revenue or by orders in the last 12 months.`,
    revenue: 'Net revenue',
    orders: 'Orders',
    above: (by: string) => `${by} above the cut`,
    below: (by: string) => `${by} below the cut`,
    atCut: 'just at the cut',
    from: (tier: string, cut: string) => `${tier} from ${cut}`,
    change: 'What would change it',
    upBoth: (tier: string, amount: string, orders: number) =>
      `${tier} with ${amount} and ${plural(orders, { one: '1 order', other: `${count(orders)} orders` })} more in 12 months.`,
    upAmount: (tier: string, amount: string) => `${tier} with ${amount} more in 12 months.`,
    upOrders: (tier: string, orders: number) =>
      `${tier} with ${plural(orders, { one: '1 more order', other: `${count(orders)} more orders` })} in 12 months.`,
    down: (tier: string, amount: string, orders: number) =>
      `${tier} below ${amount} or ${ordersOf(orders)}. The cut down lies lower, so that one late order moves nobody.`,
    lines: 'Lines that count',
    counted: (orders: number) => ordersOf(orders),
    countedReturns: (orders: number, returns: number) =>
      `${ordersOf(orders)}, ${plural(returns, { one: '1 return', other: `${count(returns)} returns` })}`,
    day: 'Day',
    order: 'Order',
    net: (currency: string) => `Net, ${currency}`,
    isReturn: 'return',
    moreLines: (more: number) => plural(more, { one: '1 more line', other: `${count(more)} more lines` }),
    showLines: (order: string) => `Lines of ${order}`,
    more: (more: number) => `${count(more)} more`,
    sum: (day: string) => `12 months to ${day}`,
    method: (currency: string) => `Net of tax and discount, in ${currency}.`,
    percentile: (customers: number) => `The cuts come from the amounts and orders of ${count(customers)} customers of the team.`,
    fixed: (customers: number) =>
      plural(customers, {
        one: 'The cuts are fixed: with 1 customer there is nothing to make them from.',
        other: `The cuts are fixed or set by hand: ${count(customers)} customers have orders so far.`,
      }),
    same: 'Panel and console reckon it by the same rule.',
  },

  behind: {
    title: (what: string) => `Behind: ${what}`,
    whyThis: (what: string) => `Why? ${what}`,
    orders: 'Orders behind it',
    none: 'No order of this book is behind it.',
    sum: 'Together',
    show: 'Show in the timeline',
    net: 'Net of tax and discount, each in its own currency.',
  },

  rhythm: {
    title: 'Next order',
    about: (amount: string) => `about ${amount}`,
    often: (span: string) => `${span}, 4 in 5 times`,
    today: (day: number) => `today, day ${count(day)}`,
    expected: 'expected',
    usual: (days: number, gaps: number, remindFrom: number) =>
      `Usually ${daysOf(days)} (${plural(gaps, { one: '1 gap', other: `${count(gaps)} gaps` })}); reminder from day ${count(remindFrom)}.`,
    late: (days: number) => `${daysOf(days)} late`,
    irregular: 'No date: the orders come at no regular time',
    others: (days: number, gaps: number) =>
      `Others order again after ${daysOf(days)} (${plural(gaps, { one: '1 gap', other: `${count(gaps)} gaps` })}).`,
    since: (day: string) => `since ${day}`,
    needs: (more: number) => plural(more, { one: 'Not enough yet: needs 1 more order', other: `Not enough yet: needs ${count(more)} more orders` }),
    of: (orders: number, needed: number) => `${count(orders)} of ${ordersOf(needed)}`,
    drawing: (day: number, usual: number, from: number, to: number, remindFrom: number) =>
      `Day ${count(day)} of usually ${count(usual)}. Window day ${count(from)} to ${count(to)}. Reminder from day ${count(remindFrom)}.`,
  },

  orderRow: {
    discount: (amount: string, why: string) => (why === '' ? `${amount} discount` : `${amount} discount: ${why}`),
    discountReasons: { tier: 'tier', offer: 'offer', rep: 'by the rep' },
    title: (number: string, lines: number) => `Order ${number}, ${plural(lines, { one: '1 line', other: `${count(lines)} lines` })}`,
    untitled: (lines: number) => `Order, ${plural(lines, { one: '1 line', other: `${count(lines)} lines` })}`,
    returned: (number: string) => `Return, ${number}`,
    returnedUntitled: 'Return',
    item: (quantity: string, product: string) => `${quantity} ${product}`,
    join: ', ',
    more: (items: string, more: number) => `${items} and ${count(more)} more`,
    product: 'Product',
    quantity: 'Quantity',
    amount: 'Amount',
    cancelled: 'cancelled',
    noLines: 'No lines were given.',
  },

  orderSheet: {
    title: (name: string) => `Order of ${name}`,
    placedOn: 'Date',
    number: 'Order number',
    numberHint: 'May stay empty.',
    currency: 'Currency',
    line: (line: number) => `Line ${count(line)}`,
    product: 'Product',
    quantity: 'Quantity',
    unitPrice: 'Unit price',
    amount: 'Amount',
    amountHint: 'Quantity times price, unless you write another.',
    addLine: 'Add a line',
    removeLine: (line: number) => `Remove line ${count(line)}`,
    tierDiscount: (tier: string, share: string) => `Discount of ${tier}, ${share}`,
    tierKey: (mac: boolean) => (mac ? '⌥T' : 'Alt T'),
    total: 'Total',
    save: 'Save order',
    saving: 'Saving',
    dateBad: 'A date has a year, a month and a day, as 2026-11-23.',
    dateAhead: 'This day is still to come. An order stands under the day on which it was placed.',
    currencyBad: 'A currency has three letters, as GBP.',
    productNeeded: 'Write what was ordered.',
    quantityBad: 'A quantity is a number other than 0; a return has a minus.',
    priceBad: (example: string) => `A price is a number, as ${example}, or empty.`,
    amountBad: (example: string) => `Write what was charged, as ${example}.`,
    tooMany: (most: number) => `An order takes ${count(most)} lines at most here; the rest goes into a second one.`,
    logged: (name: string) => `Saved an order of ${name}`,
  },

  /** Why a line of a file was left out. */
  importFaults: {
    'customer-missing': 'The customer is missing.',
    'customer-bad': 'The customer is longer than 200 letters, or is no e-mail address although it has an @.',
    'date-missing': 'The date is missing.',
    'date-bad': 'The date is none; it has to be written as 2026-11-23.',
    'amount-missing': 'The amount is missing.',
    'amount-bad': 'The amount is no number with a point, as 1204.50.',
    'quantity-bad': 'The quantity is no number.',
    'cost-bad': 'The cost is no number with a point.',
    'discount-bad': 'The discount is no number with a point.',
    'currency-bad': 'The currency is not three letters, as GBP.',
    'email-bad': 'The e-mail address is none.',
    'text-too-long': 'A text of this line is longer than 500 letters.',
    'order-in-two-currencies': 'Lines of this order number name several currencies.',
    'order-too-large': 'The order of this line is too large to be kept.',
    'fields-too-many': 'The line has more fields than the heading.',
    'quote-open': 'A quotation mark on this line is not closed.',
  },
};
