import { createCounting } from './plural.ts';

const { plural, count } = createCounting('en');
const customers = (many: number): string => plural(many, { one: '1 customer', other: `${count(many)} customers` });

/** What a team settles for everybody: benefits and cuts of its tiers, and how a technician's month is weighed. */
export const teamSettingsTexts = {
  title: 'Settings',
  intro: 'For the whole team, in every browser. Nothing applies before you save it, and it can be undone.',
  changed: (name: string, day: string) => (name === '' ? `Changed on ${day}` : `Changed by ${name} on ${day}`),
  save: 'Save',
  saving: 'Saving',
  saved: 'Saved for the whole team.',
  same: 'Nothing is changed.',
  undone: 'It is as it was before.',
  wrong: 'Not saved: something above is not right yet.',

  benefits: 'What each tier brings',
  benefitsSay: 'The discount is proposed when an order is written, and can be taken out there. Services stand on the customer’s card.',
  tier: 'Tier',
  discount: 'Discount, %',
  discountOf: (tier: string) => `Discount of ${tier} in per cent`,
  services: 'Service, one a line',
  servicesOf: (tier: string) => `Service of ${tier}, one a line`,

  cuts: 'Where the tiers begin',
  cutsSay: 'By amount and orders of twelve months; a customer needs both. Whoever falls by less than a tenth keeps the tier.',
  best: (tier: string) => `${tier}: the best, % of customers`,
  bestOrMore: (tier: string) => `${tier} or better, % of customers`,
  limits: (currency: string) => `Limits in ${currency}, while fewer than 20 customers bought`,
  limitsSay: 'Empty: no tier until there are 20.',
  amountFrom: (tier: string) => `${tier} from amount`,
  ordersFrom: (tier: string) => `${tier} from orders`,

  weights: 'How a technician’s month is weighed',
  weightsSay: 'In per cent. The four modules come to 100, and so do the parts of each.',
  module: 'Module',
  weight: 'Counts, %',
  parts: 'Its parts, %',
  sum: 'Come to',
  modules: { attendance: 'Attendance', customer: 'Customer', lead: 'Lead', problem: 'Problem solving' },
  partNames: {
    onDuty: 'On duty',
    onTime: 'On time',
    attitude: 'Attitude',
    solved: 'Solved',
    professional: 'Professional',
    solvedRate: 'Solved at once',
    feedback: 'Feedback',
  },
  weightOf: (module: string) => `${module}, per cent of the month`,

  percentBad: 'A per cent is a number of 0 to 100.',
  bestOrder: 'This includes the tier above, so it cannot be less.',
  limitBad: 'Write all four limits, or none: amounts of 0 or more, orders of 1 or more.',
  limitOrder: 'This cannot be more than the tier above needs.',
  notHundred: (what: string, sum: string) => `${what} come to ${sum} %. They must come to 100 %.`,
  allModules: 'The modules',
  partsOf: (module: string) => `The parts of ${module}`,

  simulation: 'What this would change',
  simulationNow: 'What holds now',
  ofMonths: (from: string, to: string) => `By what was bought from ${from} to ${to}.`,
  column: { customers: 'Customers', cost: 'Discounts' },
  total: 'All',
  nobodyMoves: 'Nobody changes tier.',
  moves: (many: number, from: string, to: string) => `${customers(many)}: ${from} to ${to}`,
  more: (many: number) => `and ${count(many)} more`,
  costs: (now: string, then: string) => `Twelve months of discounts: ${then} in place of ${now}.`,
  costsNow: (now: string) => `Twelve months of discounts: ${now}.`,
  leftOut: (currencies: string) => `Amounts in ${currencies} are not in it.`,
  none: 'No customer has a tier yet: it needs 20 customers with orders in twelve months, or limits.',
  waits: 'As soon as all fields are right.',
};
