import { createCounting } from './plural.ts';

const { count, plural } = createCounting('en');

/** The printed report on what customers say of products, and how they are cared for. */
export const reportVoicesTexts = {
  reportVoices: {
    product: 'Product',
    faults: 'Faults',
    wishes: 'Wishes',
    returns: 'Returns',
    cases: 'Cases',
    returned: 'Lines returned',
    said: 'What was said last',
    attributes: 'Where it sits',
    attribute: (name: string, faults: number, wishes: number) =>
      `${name}: ${[
        ...(faults === 0 ? [] : [plural(faults, { one: '1 fault', other: `${count(faults)} faults` })]),
        ...(wishes === 0 ? [] : [plural(wishes, { one: '1 wish', other: `${count(wishes)} wishes` })]),
      ].join(', ')}`,
    reasons: 'Why things come back',
    noReason: 'no reason said',
    byAge: 'By age',
    byOccupation: 'By occupation',
    group: 'Group',
    customers: 'Customers',
    nothing: 'Nobody said anything of a product, and nothing came back.',

    feedback: 'Answered when asked',
    recommend: 'Would recommend us, less those who would not',
    recommendNote: (low: string, high: string, promoters: string, detractors: string, n: string) =>
      `${low} to ${high}; ${promoters} would, ${detractors} would not, n = ${n}`,
    eachByItself: 'Marks of 1 to 5, each by itself: there is no score that mixes them.',
    indicatorGroups: { subject: 'What is judged', channel: 'How we come across', time: 'When' },
    indicator: 'Indicator',
    received: 'Got',
    expected: 'Expected',
    gap: 'Difference',
    content: 'Content',
    answers: 'Answers',
    tooFew: 'too few answers',
    indicators: {
      advice: 'Advice',
      'product-quality': 'Quality of products',
      'service-quality': 'Quality of service',
      'after-sales': 'After-sales service',
      'product-and-service': 'Product and service',
      communication: 'Way of communication',
      incentives: 'Sales incentives',
      'public-relations': 'Public relations',
      'before-sale': 'Before the sale',
      'at-sale': 'At the sale',
      'after-sale': 'After the sale',
    },
    careTitle: 'Care by tier',
    tier: 'Tier',
    plan: 'Contact within',
    kept: 'Kept',
    contactsEach: 'Contacts each',
    openCases: 'Open cases',
    complaints: 'Complaints',
    waitingTitle: 'Waiting longest',
    customer: 'Customer',
    lastContact: 'Last contact',
    never: 'never',
  },
};
