import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../../server/console/api.ts';
import { App } from '../../server/console/App.tsx';
import { answerOf } from './gallery/sample-console.ts';
import { aFacts, before, high } from './gallery/sample-orders.ts';
import { button, faults, find, press, settle, write } from './mount.tsx';

// Looking through a whole table with axe takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

type Asked = { readonly method: string; readonly url: string; readonly body: unknown };
let asked: Asked[] = [];
let answer = (path: string, query: URLSearchParams, method: string): { status: number; body: unknown } => answerOf(path, query, method);

beforeEach(() => {
  asked = [];
  answer = answerOf;
  sessionStorage.clear();
  history.replaceState(null, '', '/customers');
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal('fetch', (input: string, options: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost');
    asked.push({ method: options.method ?? 'GET', url: input, body: typeof options.body === 'string' ? JSON.parse(options.body) : undefined });
    try {
      const { status, body } = answer(url.pathname.slice('/api/v1'.length), url.searchParams, options.method ?? 'GET');
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error('no answer'));
    }
  });
});
afterEach(() => vi.unstubAllGlobals());

async function open(path: string): Promise<void> {
  history.replaceState(null, '', path);
  settle(() => render(<App />, document.body));
  await vi.waitFor(() => find('h1'));
}

const errorBody = (code: string) => ({ code, message: 'for logs', details: {}, requestId: 'r' });

describe('a call of the API', () => {
  test('puts params into the path, a query into the address, a body into a POST', async () => {
    answer = () => ({ status: 200, body: { total: 0, rows: [] } });
    await call(routes.customers, { input: { search: '林 & co', offset: '100' } });
    await call(routes.revokeDevice, { params: { id: 'a/b' }, input: {} });
    expect(asked).toEqual([
      { method: 'GET', url: '/api/v1/customers?search=%E6%9E%97+%26+co&offset=100', body: undefined },
      { method: 'POST', url: '/api/v1/devices/a%2Fb/revoke', body: {} },
    ]);
  });

  test.each([
    [401, errorBody('signed-out'), 'signed-out'],
    [400, errorBody('a-code-of-tomorrow'), 'internal'],
    [429, 'no JSON of ours', 'too-many-tries'],
    [502, null, 'internal'],
    [200, { total: 'many' }, 'update-needed'],
  ])('status %i with %j is %s', async (status, body, code) => {
    answer = () => ({ status, body });
    expect(await call(routes.customers, { input: {} })).toEqual({ ok: false, error: code });
  });

  test('no answer at all is said to be the connection', async () => {
    answer = () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await call(routes.session, { input: {} })).toEqual({ ok: false, error: 'server-unreachable' });
  });
});

describe('the customers table', () => {
  test('100,000 rows: few are drawn, all are counted, and only one page is fetched', async () => {
    await open('/customers');
    await vi.waitFor(() => find('.cust a'));
    expect(find('table').getAttribute('aria-rowcount')).toBe('100001');
    expect(document.querySelectorAll('tbody tr').length).toBeLessThan(120);
    expect(asked.filter(({ url }) => url.startsWith('/api/v1/customers?'))).toHaveLength(1);
    expect(find('.count').textContent).toBe('100,000 customers');
    expect(await faults()).toEqual([]);
  });

  test('a heading sorts, again the other way, and says so', async () => {
    await open('/customers');
    await vi.waitFor(() => find('.cust a'));
    expect(find('[aria-sort]').textContent).toBe('Last contact');
    press(button('Company'));
    await vi.waitFor(() => expect(find('[aria-sort]').textContent).toBe('Company'));
    expect(find('[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
    press(button('Company'));
    await vi.waitFor(() => expect(find('[aria-sort]').getAttribute('aria-sort')).toBe('descending'));
    expect(asked.at(-1)?.url).toContain('sort=company&direction=down');
  });

  test('search follows the typing and stands in the address', async () => {
    await open('/customers');
    await vi.waitFor(() => find('.cust a'));
    write(find('[data-search]'), 'linn');
    await vi.waitFor(() => expect(find('.count').textContent).toMatch(/^\d+ found$/u));
    expect(location.search).toBe('?search=linn');
    expect(find('.cust mark').textContent).toBe('Linn');
  });

  test('an empty book says how customers get into it', async () => {
    sessionStorage.setItem('sample', 'empty');
    await open('/customers');
    await vi.waitFor(() => expect(document.body.textContent).toContain('No customers yet'));
  });

  test('a failure is a sentence, and a press tries again', async () => {
    answer = (path, query, method) => (path === '/customers' ? { status: 500, body: errorBody('internal') } : answerOf(path, query, method));
    await open('/customers');
    await vi.waitFor(() => expect(find('[role="alert"]').textContent).toContain('Nothing was half saved'));
    answer = answerOf;
    press(button('Try again'));
    await vi.waitFor(() => find('.cust a'));
  });
});

describe('orders in the console', () => {
  test('the table says tier, amount and next order, and sorts by them', async () => {
    await open('/customers');
    await vi.waitFor(() => find('.cust a'));
    expect([...document.querySelectorAll('th')].map((one) => one.textContent)).toEqual([
      'Tier',
      'Customer',
      'Company',
      'Last contact',
      '12 months, £',
      'Next order',
      'Reps',
    ]);
    const cells = [...document.querySelectorAll('tbody tr:nth-child(1) td')].map((one) => one.textContent);
    expect(cells.slice(4)).toEqual(['19,585', 'Nov 23', 'Tom']);
    expect(find('tbody .tier').getAttribute('aria-label')).toBe('Tier High');
    press(button('12 months'));
    await vi.waitFor(() => expect(asked.at(-1)?.url).toContain('sort=amount&direction=down'));
  });

  test('nothing is expected since a day to come: a window that moved on with silence says its day', async () => {
    const facts = aFacts(high, { ...before, state: 'in', dueOn: '2026-11-26', windowFrom: '2026-11-24', windowTo: '2026-11-30' });
    answer = (path, query, method) => {
      const { status, body } = answerOf(path, query, method);
      const found = v.safeParse(v.looseObject({ rows: v.array(v.looseObject({})) }), body);
      return { status, body: found.success ? { ...found.output, rows: found.output.rows.map((row) => ({ ...row, facts })) } : body };
    };
    await open('/customers');
    await vi.waitFor(() => find('.cust a'));
    expect(document.querySelector('tbody tr:nth-child(1)')?.textContent).toContain('Nov 26');
    expect(document.querySelector('tbody')?.textContent).not.toContain('since');
  });

  test('a customer: tier with its reason, why, and the orders between the mails', async () => {
    await open('/customers/c00000000000000000000000000000000');
    await vi.waitFor(() => find('.rhythm'));
    button('Why High?').focus();
    press(button('Why High?'));
    expect(find('[role="dialog"] h2').textContent).toBe('Why High?');
    expect(await faults()).toEqual([]);
    press(button('Close'));
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    expect(document.activeElement).toBe(button('Why High?'));
  });

  test('a customer: from a figure to the orders behind it, and from an order to its row of the timeline, which has the focus', async () => {
    await open('/customers/c1');
    press(await vi.waitFor(() => button('Why? Next order')));
    const sheet = find('[role="dialog"]');
    expect(find('h2', sheet).textContent).toBe('Behind: Next order');
    const order = find('tr.open button', sheet).textContent;
    press(button('Show in the timeline'));
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    await vi.waitFor(() => expect(document.activeElement?.closest('[role="feed"] article')?.textContent).toContain(order));
    expect(await faults()).toEqual([]);
  });

  test('customers that several captured: who waits, and a press decides', async () => {
    await open('/people');
    await vi.waitFor(() => button('Share Hannah Whitfield with Ines Brandt'));
    expect(document.body.textContent).toContain('Customers of several people');
    expect(await faults()).toEqual([]);
    press(button('Share Hannah Whitfield with Ines Brandt'));
    await vi.waitFor(() => expect(document.body.textContent).not.toContain('Hannah Whitfield'));
    const sent = asked.find(({ method, url }) => method === 'POST' && url.includes('/claims/'));
    expect(sent?.body).toMatchObject({ decision: 'grant' });
  });

  test('edits that a browser could not send: whose they are, and after a press what became of them', async () => {
    await open('/import');
    const text = '{"format":"sidebook-unsent","version":1}';
    const field = find('input[type="file"]');
    Object.defineProperty(field, 'files', { value: [new File([text], 'sidebook-unsent-a1.json')] });
    settle(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    await vi.waitFor(() => find('.unsent-f h2'));
    expect(find('.unsent-f').textContent).toMatch(/^4 changes that were not sentBy 欧阳文静 in Chrome on Windows, saved as a file on /u);
    expect(await faults()).toEqual([]);
    press(button('Take them in'));
    await vi.waitFor(() => find('.unsent-f [role="status"]'));
    expect(find('.unsent-f [role="status"]').textContent).toBe(
      '2 records changed, 1 picture taken.1 change was refused. Only a team lead or the server sets this.',
    );
    expect(asked.filter(({ url }) => url.endsWith('/imports/unsent')).map(({ body }) => body)).toEqual([
      { text, isRehearsal: true },
      { text, isRehearsal: false },
    ]);
    expect(await faults()).toEqual([]);
  });

  test('an import: what the columns mean, then the summary with each bad line', async () => {
    await open('/import');
    const field = find('input[type="file"]');
    const csv = 'customer,date,amount,colour\nC1,2026-01-01,1.50,red\nC2,2026-01-01,2,blue\n';
    Object.defineProperty(field, 'files', { value: [new File([csv], 'orders.csv')] });
    settle(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    await vi.waitFor(() => find('.map-t'));
    expect([...document.querySelectorAll('.map-t tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ['customer', 'Customer', 'C1'],
      ['date', 'Day of the order', '2026-01-01'],
      ['amount', 'Amount, with a point', '1.50'],
      ['colour', 'not read', 'red'],
    ]);
    expect(document.body.textContent).toContain('orders.csv, 2 lines');
    expect(await faults()).toEqual([]);
    press(find('.import-f button'));
    await vi.waitFor(() => find('.bad-t'));
    expect(asked.find(({ method, url }) => method === 'POST' && url.endsWith('/imports/orders'))?.body).toEqual({
      csv: csv.trimEnd(),
      name: 'orders.csv',
      currency: 'GBP',
    });
    expect([...document.querySelectorAll('.bad-t tbody tr')].map((row) => row.textContent)).toEqual([
      '58The date is none; it has to be written as 2026-11-23.',
      '4,077The amount is no number with a point, as 1204.50.',
    ]);
    expect(await faults()).toEqual([]);
  });

  test('contacts: kind, encoding and preset as they are guessed, columns that can be said anew, the rows as they will be, then the outcome', async () => {
    await open('/import');
    const field = find('input[type="file"]');
    const csv =
      'Record ID,First Name,Last Name,Email,Phone Number,Shoe size\n1,Mira,Holt,mira@holt.example,+44 20 7946 0011,38\n2,Nobody,,none at all,,\n';
    Object.defineProperty(field, 'files', { value: [new File([csv], 'contacts.csv')] });
    settle(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    await vi.waitFor(() => find('.pre-t'));
    expect([...document.querySelectorAll('.facts-f select')].map((one) => (one instanceof HTMLSelectElement ? one.value : ''))).toEqual([
      'contacts',
      'utf-8',
      'hubspot',
    ]);
    expect([...document.querySelectorAll('.pre-t tbody tr')].map((row) => row.textContent)).toEqual([
      '2Mira Holtmira@holt.example+442079460011',
      '3The e-mail address is none.',
    ]);
    const size = [...document.querySelectorAll('.map-c select')].at(-1);
    if (!(size instanceof HTMLSelectElement)) {
      throw new Error('no choice');
    }
    expect(size.value).toBe('');
    settle(() => {
      size.value = 'title';
      size.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await vi.waitFor(() => expect(find('.pre-t tbody tr').textContent).toBe('2Mira Holt38mira@holt.example+442079460011'));
    expect(await faults()).toEqual([]);
    press(find('.import-f .go'));
    await vi.waitFor(() => find('.note-t'));
    const begun = asked.find(({ method, url }) => method === 'POST' && url.endsWith('/imports'));
    expect(begun?.body).toMatchObject({
      kind: 'contacts',
      name: 'contacts.csv',
      source: 'hubspot',
      columns: { mapping: [{ field: 'externalId', group: 1 }, {}, {}, {}, {}, { field: 'title' }] },
    });
    const sent = asked.find(({ url }) => url.endsWith('/contacts'));
    expect(sent?.body).toMatchObject({ source: 'hubspot', contacts: [{ line: 2, name: 'Mira Holt', title: '38', externalId: '1' }] });
    expect(asked.some(({ url }) => url.endsWith('/end'))).toBe(true);
    expect(find('.bad-t tbody').textContent).toBe('3The e-mail address is none.');
    expect(await faults()).toEqual([]);
    press(button('Take it back'));
    await vi.waitFor(() => expect(document.body.textContent).toContain('Taken back: 212 entries gone, 12 again as before.'));
  });

  test('contacts that stop in the middle say how many are in, and go on behind them', async () => {
    await open('/import');
    const field = find('input[type="file"]');
    const rows = Array.from({ length: 700 }, (_, at) => `Ann${at},p${at}@many.example`);
    Object.defineProperty(field, 'files', { value: [new File([['Name,Email', ...rows].join('\n')], 'many.csv')] });
    settle(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    await vi.waitFor(() => find('.pre-t'));
    let requests = 0;
    answer = (path, query, method) => {
      requests += path.endsWith('/contacts') ? 1 : 0;
      if (path.endsWith('/contacts') && requests === 2) {
        throw new TypeError('Failed to fetch');
      }
      return answerOf(path, query, method);
    };
    press(find('.import-f .go'));
    await vi.waitFor(() => expect(find('[role="alert"]').textContent).toContain('500 rows are in and stay. The rest follows from there.'));
    expect(await faults()).toEqual([]);
    asked = [];
    press(button('Go on'));
    await vi.waitFor(() => find('.note-t'));
    const again = asked.filter(({ url }) => url.endsWith('/contacts')).map(({ body }) => body);
    expect(again).toHaveLength(1);
    expect(again[0]).toMatchObject({ contacts: { 0: { name: 'Ann500' }, 199: { name: 'Ann699' }, length: 200 } });
  });

  test('a mailbox: what was left out and why, and the people who may become customers', async () => {
    await open('/import');
    const field = find('input[type="file"]');
    const mail =
      'From: Hannah Weiss <hannah@little-acorn.example>\nTo: tom@acorn.example\nSubject: Two tins\nDate: Mon, 16 Nov 2026 09:00:00 +0000\n\nTwo tins.\n';
    Object.defineProperty(field, 'files', { value: [new File([mail], 'letter.eml')] });
    settle(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    await vi.waitFor(() => find('.import-f .go'));
    press(find('.import-f .go'));
    await vi.waitFor(() => find('.prop-l'));
    const sent = asked.find(({ url }) => url.endsWith('/mails'));
    expect(sent?.body).toMatchObject({
      mails: [{ number: 1, message: { subject: 'Two tins', from: { email: 'hannah@little-acorn.example' } } }],
      accept: [],
    });
    expect(document.body.textContent).toContain('312 mails left out: lists, newsletters and machines');
    expect(await faults()).toEqual([]);
    const [first] = document.querySelectorAll('.prop-l input');
    settle(() => void (first instanceof HTMLInputElement && first.click()));
    asked = [];
    press(button('Add 1 customer'));
    await vi.waitFor(() => expect(asked.find(({ url }) => url.endsWith('/mails'))?.body).toMatchObject({ accept: ['hannah@little-acorn.example'] }));
  });

  test('a file without a needed column is not sent and says which', async () => {
    await open('/import');
    const field = find('input[type="file"]');
    Object.defineProperty(field, 'files', { value: [new File(['customer,amount\nC1,1\n'], 'orders.csv')] });
    settle(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    await vi.waitFor(() => expect(find('[role="alert"]').textContent).toContain('The file lacks date.'));
    expect(document.querySelector('.import-f')).toBeNull();
  });

  test('another language is chosen in the contents, and kept', async () => {
    localStorage.clear();
    await open('/customers');
    await vi.waitFor(() => find('.cust a'));
    const choice = find('.lang-p select');
    if (!(choice instanceof HTMLSelectElement)) {
      throw new Error('no choice');
    }
    settle(() => {
      choice.value = 'zh-Hant';
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await vi.waitFor(() => expect(find('h1').textContent).toBe('客戶'));
    expect(document.documentElement.lang).toBe('zh-Hant');
    expect(localStorage.getItem('language')).toBe('zh-Hant');
    expect(await faults()).toEqual([]);
    localStorage.clear();
  });
});

describe('the other pages', () => {
  test('a customer is handed to somebody else, after it was said who then sees it and who no longer does', async () => {
    await open('/customers/c1');
    await vi.waitFor(() => find('.own-s select'));
    const choice = (): HTMLSelectElement => v.parse(v.instance(HTMLSelectElement), find('.own-s select'));
    expect([...choice().options].map((option) => option.text)).toEqual(['Nobody', 'Ines Brandt', 'Tom Aldous', '温嘉怡']);
    expect(choice().selectedOptions[0]?.text).toBe('Tom Aldous');
    expect(document.querySelector('.own-s .btn')).toBeNull();
    settle(() => {
      choice().value = choice().options[3]?.value ?? '';
      choice().dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(find('.own-s .mid').textContent).toBe(
      '温嘉怡 will see everything of this customer. Tom Aldous will no longer see it, but for private talks.',
    );
    expect(await faults()).toEqual([]);
    press(button('Hand over'));
    await vi.waitFor(() => expect(document.querySelector('.own-s .btn')).toBeNull());
    expect(choice().selectedOptions[0]?.text).toBe('温嘉怡');
    expect(asked.at(-1)).toMatchObject({
      method: 'POST',
      url: `/api/v1/customers/c${'0'.repeat(32)}/owner`,
      body: { owner: `u${'3'.padStart(32, '0')}` },
    });
  });

  test('a customer: the panel’s own card and timeline, and where each value is from', async () => {
    await open('/customers/c00000000000000000000000000000000');
    await vi.waitFor(() => find('.rec'));
    expect(find('h1').textContent).toBe('Hannah Whitfield');
    expect(document.querySelectorAll('article')).toHaveLength(19);
    expect(find('.prov').textContent).toMatch(/Phone0113 496 0182Signature, .*2026/u);
    expect(await faults()).toEqual([]);
  });

  test('people: a code for a browser, large, with where and how long', async () => {
    await open('/people');
    await vi.waitFor(() => find('.staff-t'));
    press(button('Pair a browser of Tom Aldous'));
    await vi.waitFor(() => expect(find('.big-code').textContent).toBe('4071 2986'));
    expect(document.body.textContent).toContain('for one browser. Five wrong tries end it.');
    expect(asked.at(-1)).toMatchObject({ method: 'POST', url: '/api/v1/pairing-codes' });
    expect(await faults()).toEqual([]);
  });

  test('people: how the readers of all browsers do, webmail by webmail', async () => {
    await open('/people');
    await vi.waitFor(() => expect(document.body.textContent).toContain('Gmail'));
    const rows = [...document.querySelectorAll('[aria-label="Webmails"] tbody tr')].map((row) => row.textContent);
    expect(rows).toEqual(['Gmailunknown301215', 'GmailNov 194,12000', 'RoundcubeNov 1286100']);
    expect(await faults()).toEqual([]);
  });

  test('people: when the book was copied last, and what is wrong with the second place', async () => {
    await open('/people');
    await vi.waitFor(() => expect(find('[aria-label="Copies of the book"] [role="alert"]').textContent).toContain('The second place got no copy'));
    const said = find('[aria-label="Copies of the book"]').textContent;
    expect(said).toMatch(
      /The last good copy is from \w+.*The folder is not there or cannot be written\.At the second place the last good copy is from/u,
    );
    expect(await faults()).toEqual([]);
  });

  test('ending a browser’s access is asked once more', async () => {
    await open('/people');
    await vi.waitFor(() => find('.staff-t'));
    press(button('End the access of Chrome on Windows'));
    expect(asked.some(({ url }) => url.endsWith('/revoke'))).toBe(false);
    press(button('End its access'));
    await vi.waitFor(() => expect(asked.at(-1)?.url).toBe('/api/v1/devices/a1b2c3d4e5f6/revoke'));
  });

  test('a person without name or address is not sent', async () => {
    await open('/people');
    await vi.waitFor(() => find('.add-p'));
    press(find('.add-p button'));
    expect([...document.querySelectorAll('.add-p [role="alert"]')].map((one) => one.textContent)).toEqual(['Name is missing.', 'E-mail is missing.']);
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  });

  test('signed out, one signs in; a wrong password is said and kept', async () => {
    sessionStorage.setItem('sample', 'signed-out');
    await open('/customers');
    const [email, password] = [...document.querySelectorAll<HTMLInputElement>('input')];
    if (!email || !password) {
      throw new Error('no fields');
    }
    write(email, 'ines@acorntrading.example');
    write(password, 'wrong');
    press(button('Sign in'));
    await vi.waitFor(() => expect(document.body.textContent).toContain('Address and password do not belong together.'));
    expect(password.value).toBe('wrong');
    expect(await faults()).toEqual([]);
  });

  test('set-up takes its token from behind the #, and says when there is none', async () => {
    await open('/set-up');
    expect(document.body.textContent).toContain('needs the link that the server prints');
  });
});
