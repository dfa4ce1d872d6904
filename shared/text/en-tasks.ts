import type { TaskTitles } from './keys.ts';
import { createCounting } from './plural.ts';

const { plural, count } = createCounting('en');
const daysOf = (days: number): string => plural(days, { one: '1 day', other: `${count(days)} days` });

/** What is said of tasks, of what is overdue, and of products that are bought together. */
export const taskTexts = {
  /** Titles of tasks that nobody typed; the product may be empty. */
  taskTitles: {
    'task.reorder': (product: string) => (product === '' ? 'Reorder reminder' : `Reorder reminder: ${product}`),
  } satisfies TaskTitles,

  tasks: {
    open: 'Open',
    done: (title: string) => `Done: ${title}`,
    drop: 'Not needed',
    dropThis: (title: string) => `Not needed: ${title}`,
    wasDone: (title: string) => `Done: ${title}`,
    wasDropped: (title: string) => `Put away: ${title}`,
    late: (days: number) => `${daysOf(days)} late`,
    since: (day: string) => `since ${day}`,
    today: 'today',
    noTitle: 'Task without a title',
  },

  todayPage: {
    title: 'Today',
    due: 'Due',
    soon: 'In the next 7 days',
    none: 'Nothing is due. Reminders come a few days before a customer’s next order.',
    noneDue: 'Nothing is due today.',
    all: (tasks: number) => `Show all ${count(tasks)}`,
    keyMove: 'move',
    keyDone: 'done',
    keyOpen: 'open',
  },

  risk: {
    title: 'Risk',
    leaving: 'Leaving',
    dependence: 'Dependence',
    complaints: 'Complaints',
    untitled: 'Complaint',
    openSince: (day: string) => `open since ${day}`,
    overdue: 'Overdue',
    amount: (amount: string, days: number) => `${amount}, ${daysOf(days)}`,
    since: (day: string, orders: string) => `since ${day} (${orders})`,
    orders: (orders: number) => plural(orders, { one: '1 order', other: `${count(orders)} orders` }),
  },

  together: {
    title: 'Bought together',
    pair: (left: string, right: string) => `${left} and ${right}`,
    here: (together: number, orders: number) => `${count(together)} of ${plural(orders, { one: '1 order', other: `${count(orders)} orders` })}`,
    everywhere: (together: number, orders: number, support: string, confidence: string, lift: string) =>
      `In the team ${count(together)} of ${count(orders)} orders (${support}): ${confidence} of those with the first hold the second, ${lift} times as often as by chance.`,
  },

  worth: {
    title: 'The next 12 months',
    alive: 'Still a customer',
    orders: 'Orders',
    brings: 'Brings',
    span: (low: string, high: string) => `${low} to ${high}`,
    unsure: 'cannot be told yet',
    learnt: (customers: number) =>
      `Reckoned from the orders of ${plural(customers, { one: '1 customer', other: `${count(customers)} customers` })}, 4 in 5 within the span.`,
    checked: (predicted: number, actual: number, span: string) =>
      `Checked on ${span}: ${count(Math.round(predicted))} orders foretold, ${count(actual)} came.`,
    unchecked: 'There is no time yet to check it on.',
    needsCustomers: (have: number, needed: number) => `After more customers with orders: ${count(have)} of ${count(needed)}`,
    needsRepeaters: (have: number, needed: number) => `After more customers who order again: ${count(have)} of ${count(needed)}`,
    needsWeeks: (have: number, needed: number) => `After more weeks of orders: ${count(have)} of ${count(needed)}`,
  },
};
