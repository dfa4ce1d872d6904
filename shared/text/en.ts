import type { Customer } from '../model/customer.ts';
import { caseTexts } from './en-cases.ts';
import { consoleTexts } from './en-console.ts';
import { earlierTexts } from './en-earlier.ts';
import { errors } from './en-errors.ts';
import { importTexts } from './en-import.ts';
import { orderTexts } from './en-orders.ts';
import { panel } from './en-panel.ts';
import { page } from './en-page.ts';
import { offers } from './en-offers.ts';
import { similar } from './en-similar.ts';
import { taskTexts } from './en-tasks.ts';
import { reasonTexts } from './en-reasons.ts';
import { reportTexts } from './en-report.ts';
import { reportMoneyTexts } from './en-report-money.ts';
import { reportTeamTexts } from './en-report-team.ts';
import { reportVoicesTexts } from './en-report-voices.ts';
import { settings } from './en-settings.ts';
import type { CaptureNoteTexts, ChannelTexts, RefusalTexts, RoleTexts, SourceTexts } from './keys.ts';
import { createCounting } from './plural.ts';

const { plural, count } = createCounting('en');

/** English. The type of this object is what every other language must have. */
export const en = {
  ...panel,
  ...page,
  ...offers,
  ...earlierTexts,
  ...similar,
  ...settings,
  ...caseTexts,
  ...errors,
  ...orderTexts,
  ...taskTexts,
  ...reasonTexts,
  ...reportTexts,
  ...reportMoneyTexts,
  ...reportTeamTexts,
  ...reportVoicesTexts,
  ...importTexts,
  console: consoleTexts,

  common: {
    product: 'Sidebook',
    save: 'Save',
    saving: 'Saving',
    cancel: 'Cancel',
    close: 'Close',
    back: 'Back',
    undo: 'Undo',
    retry: 'Try again',
    loading: 'Reading',
    dismiss: 'Put away',
    edit: (what: string) => `Change ${what}`,
    minutes: (minutes: number) => `${count(minutes)} min`,
  },

  format: {
    /** Between the ends of a span of days: 21 to 27 Nov. */
    to: ' to ',
    /** Between parts of a line. */
    comma: ', ',
    /** Between sentences that stand behind one another. */
    gap: ' ',
  },

  roles: { rep: 'Rep', lead: 'Team lead', service: 'Service technician', admin: 'Admin' } satisfies RoleTexts,

  channels: {
    email: 'Mail',
    phone: 'Call',
    fax: 'Fax',
    chat: 'Chat',
    web: 'Web',
    meeting: 'Visit',
    letter: 'Letter',
    social: 'Social network',
    note: 'Note',
  } satisfies ChannelTexts,

  /** Names of a customer's fields, as labels stand before their values. */
  fields: {
    name: 'Name',
    emails: 'E-mail',
    phones: 'Phone',
    title: 'Title',
    companyName: 'Company',
    links: 'Website',
    addresses: 'Address',
    kind: 'Kind',
    occupation: 'Occupation',
    company: 'Works for',
    outletOf: 'Outlet of',
    handles: 'Messenger',
    gender: 'Gender',
    birthYear: 'Birth year',
    ageBand: 'Age band',
    industry: 'Industry',
    area: 'Area',
    interests: 'Interests',
    preferences: 'Preferences',
    economicSituation: 'Economic situation',
    needs: 'Needs',
    tags: 'Tags',
    custom: 'Own field',
    relations: 'Relation',
    lawfulBasis: 'Basis',
    informedOn: 'Informed on',
    optOut: 'May be mailed',
    wonSource: 'Won by',
    wonMeans: 'Won by means of',
    wonCost: 'Cost of winning',
    referredBy: 'Referred by',
    lostReason: 'Why lost',
    lostOn: 'Lost on',
    memberNumber: 'Member number',
    memberSince: 'Member since',
    memberLevel: 'Member level',
    termsAcceptedOn: 'Terms accepted on',
    points: 'Points',
    bounced: 'Addresses that bounced',
    creditLimit: 'Credit limit',
    owner: 'Looked after by',
    by: 'Kept by',
    capturedAt: 'Captured on',
    capturedBy: 'Captured by',
    provenance: 'Source',
    keyedBy: 'Key',
    _del: 'Deletion',
    subject: 'Subject',
    text: 'Text',
    body: 'Text',
    outcome: 'Outcome',
    happenedAt: 'Time',
    durationMinutes: 'Duration',
    satisfaction: 'Satisfaction',
    topic: 'Topic',
    private: 'Private',
    privateNote: 'Private note',
    doneAt: 'Done',
  } satisfies Readonly<Record<Exclude<keyof Customer, 'id' | 'deleted'>, string>> & Readonly<Record<string, string>>,

  customer: {
    card: 'Customer',
    noName: 'No name yet',
    tier: (name: string) => `Tier ${name}`,
    noTier: 'No tier yet',
    noTierReason: 'No tier yet: no orders in the book',
    since: (month: string) => `Since ${month}`,
    optedOut: 'Not to be mailed',
    reach: 'Reach',
    add: 'Add',
    addField: (label: string) => `Add ${label.toLocaleLowerCase('en')}`,
    waits: 'not yet on the server',
    saved: 'Saved',
    cleared: 'Removed',
    badEmail: 'An e-mail address has an @ and a name on both sides. Yours is kept here until it has.',
    tooLong: 'This is longer than a line may be (500 letters). Shorten it to save it.',
    nameNeeded: 'A customer needs a name. Escape brings the old one back.',
  },

  timeline: {
    title: 'Timeline',
    entries: (entries: number) => plural(entries, { one: '1 entry', other: `${count(entries)} entries` }),
    filters: 'Show',
    all: 'All',
    mail: 'Mail',
    calls: 'Calls',
    notes: 'Notes',
    orders: 'Orders',
    service: 'Service',
    in: 'from the customer',
    out: 'to the customer',
    noSubject: 'No subject',
    waits: 'not yet on the server',
    loggedBy: (name: string) => `Logged by ${name}`,
    unknownUser: 'a colleague',
    empty: 'Nothing has happened yet. A mail that you log stands here first.',
    emptyFilter: (filter: string) => `Nothing under “${filter}”.`,
    showAll: 'Show all',
    picture: (name: string) => `Open the picture ${name}`,
    pictureGone: 'This picture is neither in this browser nor on the server.',
    pictureOffline: 'This picture lies on the server, which cannot be reached now.',
    seenSince: (day: string) => `Mail seen in this browser since ${day}.`,
    more: 'Older entries follow as you scroll.',
  },

  provenance: {
    title: 'What we know, and from where',
    line: (reader: string, day: string) => `${reader}, ${day}`,
    keptBy: (who: string, day: string) => `${who}, ${day}`,
    unknown: 'Where it came from is not written down',
    sure: (bars: number) => `sure ${bars} of 3`,
    empty: 'Nothing but the name is known yet.',
  },

  /** Where a value was read: the readers of capture, and what people and files give. */
  sources: {
    'from-line': 'From line',
    'to-line': 'To line',
    signature: 'Signature',
    'mail-text': 'Mail text',
    page: 'Web page',
    'structured-data': 'Page data',
    selection: 'Selection',
    corrected: 'As you corrected it',
    hand: 'By hand',
    import: 'Import',
  } satisfies SourceTexts,

  captureFields: { name: 'Name', email: 'E-mail', companyName: 'Company', title: 'Title', phone: 'Phone', link: 'Website', address: 'Address' },

  captureNotes: {
    'text-cut': (detail) => `The text is very long: its beginning is kept${detail ? ` (${detail})` : ''}, the rest stays in the mail.`,
    'raw-cut': (detail) =>
      `The mail is very large: ${detail || 'its first part'} was read, the rest was left out. Sender, date and subject are whole.`,
    'raw-unavailable': (detail) => `The webmail did not hand over the original mail${detail ? ` (${detail})` : ''}, so this is read from the page.`,
    'markup-key-refused': (detail) =>
      `The page’s own data held a name that is never taken over${detail ? ` (${detail})` : ''}. That part was left out; the rest was read.`,
    'markup-too-deep': () => 'The page’s own data is nested too deeply. That part was left out; the rest was read.',
    'markup-broken': () => 'The page’s own data is broken. That part was left out; the rest was read.',
    'addresses-hidden': (detail) =>
      `The webmail hides some addresses${detail ? ` (${detail})` : ''}. Open the full list of recipients to have them read too.`,
    'date-missing': () => 'The mail bears no date, so the time at which you opened it is kept.',
    'date-absurd': (detail) => `The mail’s date cannot be right${detail ? ` (${detail})` : ''}, so the time at which you opened it is kept.`,
    'newest-of-several': () => 'Several messages of this conversation are unfolded. This is the newest.',
    'sender-differs': (detail) =>
      `The name looks like another address${detail ? ` (${detail})` : ''}. The address that really sent it is the one below.`,
  } satisfies CaptureNoteTexts,

  refusals: {
    future: 'This browser’s clock runs ahead of the server’s, so the change was not taken. Set the clock and make the change again.',
    tooOld: 'The change was made too long ago to be merged safely. Make it again if it still holds.',
    forbidden: 'Only a team lead or the server sets this.',
    invalid: 'The server cannot store this value. Write it in another way.',
  } satisfies RefusalTexts,
};
