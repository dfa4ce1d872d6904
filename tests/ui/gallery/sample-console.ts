import type { Order } from '#shared/model/order.ts';
import type { Json } from '#shared/model/record.ts';
import type { Task } from '#shared/model/task.ts';
import { monthOf } from './sample-months.ts';
import { aFacts, facts, few, general, inWindow, late, low, noTier, placed, standing } from './sample-orders.ts';
import { caseBodies } from './sample-cases.ts';
import { openTasks, withRisk } from './sample-tasks.ts';
import { entries, hannahBody, ines, tom } from './sample.ts';

const names: readonly (readonly [name: string, company: string, city: string, rep: string])[] = [
  ['Hannah Whitfield', 'Little Acorn Nursery Supplies', 'Leeds', 'Tom'],
  ['Caroline Okafor-Whittaker', 'Mothercraft North', 'Leeds', 'Tom'],
  ['Mareike Thomsen', 'Kleine Eule Babyfachmarkt GmbH & Co. KG', 'Hamburg', 'Jonas'],
  ['林佳穎', '小樹苗母嬰選品有限公司', 'Taipei', 'Wen'],
  ['欧阳娜仁托娅', '上海小橡果母婴用品连锁经营有限公司', 'Shanghai', 'Wen'],
  ['Linnea Bergström', 'Vinterbarn', 'Hamburg', 'Jonas'],
  ['Oluwaseun Adebayo-Featherstonehaugh', 'Tiny Steps of Headingley', 'Leeds', 'Priya'],
  ['Torsten Lindenhof', 'Lindenhof Kinderwelt e.K.', 'Hamburg', 'Jonas'],
  ['Siobhán Ní Dhuibhir', 'The Cradle & Co.', 'Leeds', 'Priya'],
  ['Annegret Möller-Siebenthal', 'Kinderstube Blankenese', 'Hamburg', 'Jonas'],
];
const taskLine = ({ id, ...b }: Task) => ({ i: id, k: 'k', s: 1, b, c: {} });
const TOTAL = 100_000;
const DAY_MS = 86_400_000;
const idOf = (kind: string, index: number): string => `${kind}${index.toString(16).padStart(32, '0')}`;
const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const kinds = [aFacts(general, facts.rhythm), aFacts(low, inWindow), aFacts(general, late), aFacts(noTier, few), null];
const factsAt = (index: number) => kinds[index % kinds.length] ?? null;

function row(index: number): Json {
  const [name, company, city, rep] = names[index % names.length] ?? ['', '', '', ''];
  const at = Date.parse('2026-11-20T09:38:00Z') - Math.floor(index / 2) * DAY_MS * 0.9;
  const body =
    index === 0
      ? hannahBody
      : {
          name: index < names.length ? name : `${name} ${index}`,
          companyName: company,
          'addresses/work': { text: city, city },
          [`emails/person${index}@${rep.toLowerCase()}.example`]: true,
          capturedAt: instant(at - 40 * DAY_MS),
        };
  return {
    record: { i: idOf('c', index), k: 'c', s: index, b: body, c: {} },
    lastContactAt: index % 17 === 16 ? null : instant(at),
    interactions: (index * 7) % 43,
    reps: [rep],
    facts: index === 0 ? facts : factsAt(index),
  };
}

function customersOf(query: URLSearchParams): Json {
  const search = query.get('search')?.toLowerCase() ?? '';
  const offset = Number(query.get('offset') ?? '0');
  const limit = Number(query.get('limit') ?? '100');
  const all = search === '' ? undefined : [...Array(400).keys()].filter((index) => JSON.stringify(row(index)).toLowerCase().includes(search));
  const indexes =
    all === undefined
      ? [...Array(Math.max(0, Math.min(limit, TOTAL - offset))).keys()].map((index) => index + offset)
      : all.slice(offset, offset + limit);
  return { total: all?.length ?? TOTAL, rows: indexes.map(row), currency: 'GBP', asOf: '2026-11-20' };
}

function interactionLines(): Json[] {
  return entries.map(({ interaction }) => {
    const { id, deleted: _, participants: __, products: ___, ...fields } = interaction;
    const body: Record<string, Json> = {};
    for (const [field, value] of Object.entries(fields)) {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        body[field] = value;
      }
    }
    return { i: id, k: 'i', s: 1, b: body, c: {} };
  });
}

function orderLine({ id, deleted, lines, ...fields }: Order): Json {
  return {
    i: id,
    k: 'o',
    s: 1,
    b: {
      ...fields,
      ...(deleted ? { _del: true } : {}),
      ...Object.fromEntries(Object.entries(lines).map(([key, line]) => [`lines/${key}`, { ...line } as Json])),
    },
    c: {},
  };
}

const copies = (): Json => ({
  by: 'server',
  lastGoodAt: instant(Date.now() - 25 * 60_000),
  fault: null,
  second: { lastGoodAt: instant(Date.now() - 3 * DAY_MS), fault: 'no-folder' },
});
const layouts: Json = {
  layouts: [
    { adapter: 'gmail', version: '', read: 0, fellBack: 12, failed: 15, browsers: 3, toldAt: '2026-11-20T09:00:00Z' },
    { adapter: 'gmail', version: '2026-11-01', read: 4120, fellBack: 0, failed: 0, browsers: 9, toldAt: '2026-11-20T09:00:00Z' },
    { adapter: 'roundcube', version: '2026-11-01', read: 861, fellBack: 0, failed: 0, browsers: 2, toldAt: '2026-11-20T09:00:00Z' },
  ],
};

const people: Json = {
  users: [
    { id: ines, name: 'Ines Brandt', email: 'ines@acorntrading.example', role: 'lead', team: 't1', disabled: false, canSignIn: true },
    { id: tom, name: 'Tom Aldous', email: 'tom@acorntrading.example', role: 'rep', team: 't1', disabled: false, canSignIn: false },
    { id: idOf('u', 3), name: '温嘉怡', email: 'wen@acorntrading.example', role: 'rep', team: 't2', disabled: false, canSignIn: false },
    { id: idOf('u', 4), name: 'Jonas Petersen', email: 'jonas@acorntrading.example', role: 'service', team: null, disabled: true, canSignIn: false },
  ],
  teams: [
    { id: 't1', name: 'North' },
    { id: 't2', name: 'East' },
  ],
  devices: [
    {
      id: 'a1b2c3d4e5f6',
      name: 'Chrome on Windows',
      user: tom,
      pairedAt: '2026-11-02T09:00:00Z',
      lastSeenAt: '2026-11-20T09:38:00Z',
      revokedAt: null,
    },
    { id: 'a1b2c3d4e5f7', name: 'Firefox on Linux', user: ines, pairedAt: '2026-09-02T09:00:00Z', lastSeenAt: null, revokedAt: null },
    {
      id: 'a1b2c3d4e5f8',
      name: 'Edge on Windows',
      user: tom,
      pairedAt: '2026-03-02T09:00:00Z',
      lastSeenAt: '2026-06-02T09:00:00Z',
      revokedAt: '2026-06-03T09:00:00Z',
    },
  ],
};

const session: Json = {
  user: { id: ines, name: 'Ines Brandt', email: 'ines@acorntrading.example', role: 'admin', team: 't1' },
  organization: 'Acorn Trading',
};

const batch = `b${'a'.repeat(26)}`;

const imported: Json = {
  batch,
  lines: 10_001,
  orders: 3339,
  customers: 400,
  added: 3300,
  changed: 30,
  unchanged: 9,
  badLines: [
    { line: 58, reason: 'date-bad' },
    { line: 4077, reason: 'amount-bad' },
  ],
};

const importAnswers: Readonly<Record<string, Json>> = {
  '/imports/columns': { mapping: null },
  [`/imports/${batch}/end`]: {},
  [`/imports/${batch}/contacts`]: {
    added: 214,
    filled: 12,
    unchanged: 3,
    badLines: [],
    notes: [
      { line: 4, customer: idOf('c', 0), matchedBy: 'email', filled: ['title', 'phones'], kept: ['companyName'] },
      { line: 18, customer: idOf('c', 1), matchedBy: 'phone', filled: ['emails'], kept: [] },
    ],
  },
  [`/imports/${batch}/mails`]: {
    added: 41,
    changed: 2,
    unchanged: 0,
    customers: 0,
    leftOut: { automatic: 312, 'own-domain': 48, 'nobody-known': 17 },
    badLines: [],
    proposals: [
      { email: 'hannah@little-acorn.example', name: 'Hannah Weiss', mails: 12, firstAt: '2024-03-01T09:00:00Z', lastAt: '2026-11-20T09:00:00Z' },
      { email: 'einkauf@koester.example', name: '', mails: 3, firstAt: '2025-01-09T09:00:00Z', lastAt: '2025-06-02T09:00:00Z' },
      { email: 'lin@chenguang.example', name: '林怡君', mails: 2, firstAt: '2026-10-09T09:00:00Z', lastAt: '2026-10-12T09:00:00Z' },
    ],
  },
  [`/imports/${batch}/undo`]: {
    removed: 212,
    restored: 12,
    kept: 2,
    keptRecords: [
      { id: idOf('c', 0), kind: 'c', name: 'Hannah Weiss', fields: [] },
      { id: idOf('c', 1), kind: 'c', name: '林怡君', fields: ['title'] },
    ],
  },
};

const imports: Json = [
  {
    id: batch,
    kind: 'contacts',
    name: 'hubspot-crm-exports-all-contacts-2026-11-23.csv',
    startedAtMs: Date.parse('2026-11-23T09:12:00Z'),
    state: 'done',
    added: 214,
    changed: 12,
  },
  {
    id: idOf('b', 1),
    kind: 'mail',
    name: 'All mail Including Spam and Trash.mbox',
    startedAtMs: Date.parse('2026-11-20T16:40:00Z'),
    state: 'running',
    added: 41,
    changed: 2,
  },
  {
    id: idOf('b', 2),
    kind: 'orders',
    name: '订单明细.xlsx',
    startedAtMs: Date.parse('2026-11-02T08:00:00Z'),
    state: 'undone',
    added: 3300,
    changed: 30,
  },
];

const claims = [
  {
    customer: idOf('c', 0),
    name: 'Hannah Whitfield',
    claimant: ines,
    claimantName: 'Ines Brandt',
    holders: ['Tom Aldous'],
    at: '2026-11-19T10:12:00Z',
  },
  { customer: idOf('c', 1), name: '林佳穎', claimant: tom, claimantName: 'Tom Aldous', holders: ['Ines Brandt'], at: '2026-11-18T08:00:00Z' },
];

const teamSettings = {
  fields: {
    'tierDiscounts/high': 0.075,
    'tierDiscounts/general': 0.03,
    'tierServices/high': 'Delivery on Saturdays\nA person of their own on the phone',
    'tierServices/general': 'Delivery within two days',
    'tierLimits/GBP': { high: { netMinor: 1_200_000, orders: 12 }, general: { netMinor: 250_000, orders: 4 } },
  },
  changed: { at: '2026-11-18T10:12:00Z', by: 'Ines Brandt' },
  currency: 'GBP',
};

const simulation = {
  customers: 4812,
  window: { from: '2025-11-21', to: '2026-11-20' },
  currency: 'GBP',
  currenciesLeftOut: ['EUR'],
  before: {
    high: { customers: 902, costMinor: 41_228_030 },
    general: { customers: 1504, costMinor: 7_402_150 },
    low: { customers: 2406, costMinor: 0 },
  },
  after: {
    high: { customers: 481, costMinor: 38_611_400 },
    general: { customers: 1925, costMinor: 9_120_480 },
    low: { customers: 2406, costMinor: 0 },
  },
  moved: [
    {
      from: 'high',
      to: 'general',
      customers: 421,
      some: [
        { id: idOf('c', 1), name: 'Caroline Okafor-Whittaker' },
        { id: idOf('c', 3), name: '林佳穎' },
        { id: idOf('c', 6), name: 'Oluwaseun Adebayo-Featherstonehaugh' },
      ],
    },
  ],
};

/** The answer that a server with the mock-ups' data would give. */
export function answerOf(path: string, query: URLSearchParams, method: string): { readonly status: number; readonly body: Json } {
  const mode = sessionStorage.getItem('sample') ?? '';
  if (mode === 'down') {
    throw new TypeError('Failed to fetch');
  }
  if (path === '/session') {
    return mode === 'signed-out'
      ? { status: 401, body: { code: 'signed-out', message: '', details: {}, requestId: '' } }
      : { status: 200, body: session };
  }
  if (path === '/sign-in') {
    return { status: 401, body: { code: 'sign-in-failed', message: '', details: {}, requestId: '' } };
  }
  if (path === '/customers') {
    return { status: 200, body: mode === 'empty' ? { total: 0, rows: [], currency: null, asOf: '2026-11-20' } : customersOf(query) };
  }
  if (path.startsWith('/customers/')) {
    return {
      status: 200,
      body: {
        record: { i: idOf('c', 0), k: 'c', s: 1, b: { ...hannahBody, owner: path.endsWith('/owner') ? idOf('u', 3) : tom }, c: {} },
        interactions: interactionLines(),
        orders: placed.map(orderLine),
        cases: caseBodies.map(([i, b]) => ({ i, k: 's', s: 1, b: { ...b }, c: {} })),
        tasks: openTasks.slice(0, 3).map(taskLine),
        facts: { ...withRisk(facts), ...standing },
        settings: teamSettings.fields,
        currency: 'GBP',
        users: [
          { id: tom, name: 'Tom Aldous' },
          { id: ines, name: 'Ines Brandt' },
        ],
      },
    };
  }
  if (path.startsWith('/claims')) {
    return { status: 200, body: { claims: method === 'GET' ? claims : claims.slice(1) } };
  }
  if (path === '/organization') {
    return { status: 200, body: { name: 'Acorn Trading', currency: 'GBP', timeZone: 'Europe/London', shareOnCapture: true } };
  }
  if (path === '/imports/orders') {
    return { status: 200, body: method === 'GET' ? { running: { done: 250, total: 1200 } } : imported };
  }
  if (path === '/imports/unsent') {
    // Asked whose it is first; then taken in.
    const isKnown = sessionStorage.getItem('unsent') !== null;
    sessionStorage.setItem('unsent', 'known');
    const brought = isKnown ? { records: 2, pictures: 1, refused: { forbidden: 1 } } : null;
    return { status: 200, body: { user: '欧阳文静', device: 'Chrome on Windows', savedAt: '2026-11-20T08:05:00Z', edits: 4, brought } };
  }
  if (path === '/imports') {
    return { status: 200, body: method === 'GET' ? { imports } : { batch } };
  }
  const importAnswer = importAnswers[path];
  if (importAnswer !== undefined) {
    return { status: 200, body: importAnswer };
  }
  if (path === '/pairing-codes') {
    return { status: 200, body: { code: '40712986', expiresAt: instant(Date.now() + 600_000) } };
  }
  if (path === '/settings') {
    return { status: 200, body: teamSettings };
  }
  if (path === '/settings/simulation') {
    return { status: 200, body: simulation };
  }
  if (path.startsWith('/months')) {
    // A press closes September, as it were.
    return { status: 200, body: monthOf(method === 'GET' ? query.get('month') : '2026-09') as Json };
  }
  if (path === '/copies') {
    return { status: 200, body: copies() };
  }
  if (path === '/layouts') {
    return { status: 200, body: layouts };
  }
  return path === '/people' || path.startsWith('/devices/')
    ? { status: 200, body: people }
    : { status: method === 'GET' ? 404 : 500, body: { code: 'internal', message: '', details: {}, requestId: '' } };
}
