// @vitest-environment jsdom
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { PageCapture } from '#shared/model/capture.ts';
import { readWebPage } from '../../../extension/capture/web-page.ts';

/** Everybody here is made up; the domains are reserved for examples. */

const budget = { milliseconds: 60_000, now: () => 0 };

function read(body: string, options: { url?: string; head?: string; country?: string | null } = {}): PageCapture {
  const html = `<!doctype html><html><head>${options.head ?? ''}</head><body>${body}</body></html>`;
  const page = readWebPage(new DOMParser().parseFromString(html, 'text/html'), options.url ?? 'https://www.holt-harbour.example/contact', {
    country: options.country === undefined ? 'GB' : options.country,
    budget,
  });
  return v.parse(PageCapture, page);
}

function of(fields: PageCapture['people'][number]['fields'] | undefined): string[] {
  return (fields ?? []).map((field) => `${field.field}: ${field.value} (${field.source})`).toSorted();
}

const card = {
  jsonLd: `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Person","name":"Mira Holt","jobTitle":"Head of Purchasing","email":"mailto:mira@holt-harbour.example","telephone":"020 7946 0123","worksFor":{"@type":"Organization","name":"Holt Harbour Tools"},"address":{"@type":"PostalAddress","streetAddress":"1 Quay","postalCode":"E1 6AN","addressLocality":"London"}}]}</script>`,
  microdata: `<div itemscope itemtype="https://schema.org/Person"><b itemprop="name">Mira Holt</b>, <i itemprop="jobTitle">Head of Purchasing</i> <a itemprop="email" href="mailto:mira@holt-harbour.example">mail</a> <span itemprop="telephone">020 7946 0123</span> <span itemprop="worksFor" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Holt Harbour Tools</span></span> <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="streetAddress">1 Quay</span> <span itemprop="postalCode">E1 6AN</span> <span itemprop="addressLocality">London</span></div></div>`,
  rdfa: `<div vocab="https://schema.org/" typeof="Person"><b property="name">Mira Holt</b>, <i property="jobTitle">Head of Purchasing</i> <a property="email" href="mailto:mira@holt-harbour.example">mail</a> <span property="telephone">020 7946 0123</span> <span property="worksFor" typeof="Organization"><span property="name">Holt Harbour Tools</span></span> <div property="address" typeof="PostalAddress"><span property="streetAddress">1 Quay</span> <span property="postalCode">E1 6AN</span> <span property="addressLocality">London</span></div></div>`,
  hCard: `<div class="h-card"><span class="p-name">Mira Holt</span>, <span class="p-job-title">Head of Purchasing</span> <a class="u-email" href="mailto:mira@holt-harbour.example">mail</a> <span class="p-tel">020 7946 0123</span> <span class="p-org">Holt Harbour Tools</span> <div class="p-adr h-adr"><span class="p-street-address">1 Quay</span> <span class="p-postal-code">E1 6AN</span> <span class="p-locality">London</span></div></div>`,
  vcard: `<div class="vcard"><span class="fn">Mira Holt</span>, <span class="title">Head of Purchasing</span> <a class="email" href="mailto:mira@holt-harbour.example">mail</a> <span class="tel"><span class="type">Fax</span> <span class="value">020 7946 0999</span></span> <span class="tel"><span class="type">work</span> <span class="value">020 7946 0123</span></span> <span class="org">Holt Harbour Tools</span> <div class="adr"><span class="street-address">1 Quay</span> <span class="postal-code">E1 6AN</span> <span class="locality">London</span></div></div>`,
};

describe('one person in five kinds of markup', () => {
  test.each(Object.entries(card))('%s', (_kind, html) => {
    const [person, ...more] = read(html).people;
    expect(more).toEqual([]);
    expect(of(person?.fields)).toEqual(
      expect.arrayContaining([
        'address: 1 Quay, E1 6AN London (structured-data)',
        'companyName: Holt Harbour Tools (structured-data)',
        'email: mira@holt-harbour.example (structured-data)',
        'name: Mira Holt (structured-data)',
        'phone: +442079460123 (structured-data)',
        'title: Head of Purchasing (structured-data)',
      ]),
    );
    expect(of(person?.fields).join()).not.toContain('0999');
    expect(person?.fields.every((field) => field.confidence > 0 && field.confidence <= 1)).toBe(true);
  });
});

const team = `<h1>Our team</h1>
  <ul><li><h3>Sarah Lind</h3><p>Sales Manager</p><p>Tel. 020 7946 0101</p><p><a href="mailto:s.lind@holt-harbour.example">E-mail</a></p></li>
  <li><h3>Tom Brook</h3><p>Buyer</p><p>Tel. 020 7946 0102</p><p>tom@holt-harbour.example</p></li></ul>
  <h2>Main Office</h2><p>Holt Harbour Tools Ltd<br>1 Harbour Street<br>London E1 6AN</p><p>Phone: <a href="tel:+442079460100">020 7946 0100</a><br>Fax: 020 7946 0199</p><p>info@holt-harbour.example</p>
  <footer>© 2026 Holt Harbour Tools Ltd. All rights reserved.</footer>`;

describe('people and companies that stand as text', () => {
  test('each phone belongs to its person, what is left to the company, a fax to nobody', () => {
    const page = read(team, { head: '<title>Our team | Holt Harbour Tools</title>' });
    expect(page.people.map(({ fields }) => of(fields))).toEqual([
      ['email: s.lind@holt-harbour.example (page)', 'name: Sarah Lind (page)', 'phone: +442079460101 (page)', 'title: Sales Manager (page)'],
      ['email: tom@holt-harbour.example (page)', 'name: Tom Brook (page)', 'phone: +442079460102 (page)', 'title: Buyer (page)'],
    ]);
    expect(of(page.organizations[0]?.fields)).toEqual([
      'address: 1 Harbour Street, London E1 6AN (page)',
      expect.stringMatching(/^companyName: Holt Harbour Tools/u),
      'email: info@holt-harbour.example (page)',
      'link: https://holt-harbour.example/ (page)',
      'phone: +442079460100 (page)',
    ]);
  });

  test('titles above their names stay with their names', () => {
    const page = read(
      `<h1>Contact</h1><p>President<br>Sarah Lind<br>Vice President<br>Tom Brook<br>Sales Manager<br>Karen Vale</p><p>020 7946 0100</p>`,
    );
    expect(page.people.map(({ fields }) => fields.filter((field) => field.field !== 'phone').map((field) => field.value))).toEqual([
      ['Sarah Lind', 'President'],
      ['Tom Brook', 'Vice President'],
      ['Karen Vale', 'Sales Manager'],
    ]);
  });

  test('menus, places and opening hours are nobody', () => {
    const page = read(
      '<h1>Contact Us</h1><p>Quick Links</p><p>Main Office</p><p>New York</p><p>020 7946 0100</p><p>Customer Service</p><p>Monday Friday</p><p>Our Team</p><p>Site Map</p>',
    );
    expect(page.people).toEqual([]);
  });

  test('an address written for people, one kept from robots, and one in a link only', () => {
    const hidden = 'data-cfemail="2a434c456a5a4b4d4f044f524b475a464f"';
    const page = read(
      `<h1>Contact</h1><p>sales (at) holt-harbour (dot) example</p><a class="__cf_email__" ${hidden}>[protected]</a><a href="mailto:desk%40holt-harbour.example?subject=Hi">write</a>`,
    );
    const emails = page.organizations.flatMap(({ fields }) => fields.filter((field) => field.field === 'email').map((field) => field.value));
    expect(emails.toSorted()).toEqual(['desk@holt-harbour.example', 'ifo@page.example', 'sales@holt-harbour.example']);
  });

  test('a number without a code belongs where the page stands', () => {
    const phones = (url: string): (string | undefined)[] =>
      read('<h1>Kontakt</h1><p>Tel. 040 5550148</p>', { url, country: 'US' }).organizations.flatMap(({ fields }) =>
        fields.filter((field) => field.field === 'phone').map((field) => field.value),
      );
    expect(phones('https://eule.de/kontakt')).toEqual(['+49405550148']);
    // What the page calls a phone number and its country does not know stays as it is written.
    expect(phones('https://eule.example/kontakt')).toEqual(['040 5550148']);
  });
});

describe('pages for other uses offer nobody', () => {
  test.each([
    ['a product with its price', '<h1>Garden hose</h1><p>£20.00</p><button>Add to basket</button><footer>Call 020 7946 0100</footer>', '/p/1'],
    ['a form that asks for a password', '<h1>Sign in</h1><form><input type="password"></form><p>Help: 020 7946 0100</p>', '/login'],
  ])('%s', (_what, body, path) => {
    const page = read(body, { url: `https://www.holt-harbour.example${path}`, head: '<title>Holt Harbour</title>' });
    expect([page.people, page.organizations]).toEqual([[], []]);
  });
});

describe('the address in a line of other things', () => {
  test('stands without the name before it and the number behind it', () => {
    const page = read('<p>Holt Harbour Tools Ltd, 1 Harbour Street, London E1 6AN · Tel. 020 7946 0100</p>');
    const addresses = page.organizations.flatMap(({ fields }) => fields.filter(({ field }) => field === 'address').map(({ value }) => value));
    expect(addresses).toEqual(['1 Harbour Street, London E1 6AN']);
  });
});

describe('an article offers nobody', () => {
  const prose =
    `<p>${'The harbour was quiet in the morning, and the boats lay still in the grey water while nobody spoke a word of it. '.repeat(4)}</p>`.repeat(
      8,
    );
  test.each([
    [
      'marked as one',
      `${prose}<p>By <a rel="author" href="mailto:sarah@paper.example">Sarah Lind</a>, Editor</p>`,
      '<meta property="og:type" content="article">',
    ],
    [
      'by JSON-LD, with author and publisher',
      prose,
      '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Sarah Lind","email":"sarah@paper.example"},"publisher":{"@type":"Organization","name":"The Paper","telephone":"+442079460100"}}</script>',
    ],
    ['by its length alone', `<h1>Quiet harbour</h1>${prose}<p>Sarah Lind, Editor, sarah@paper.example, 020 7946 0100</p>`, ''],
    [
      'with the author as a card',
      `<article class="h-entry"><div class="p-author h-card"><a class="u-email" href="mailto:sarah@paper.example">Sarah Lind</a></div>${prose}</article>`,
      '',
    ],
  ])('%s', (_what, body, head) => {
    const page = read(body, { head, url: 'https://paper.example/2026/03/quiet-harbour' });
    expect([page.people, page.organizations]).toEqual([[], []]);
  });

  test('in Chinese', () => {
    const page = read(
      `<h1>港口的早晨</h1>${`<p>${'早晨的港口非常安静，船只停泊在灰色的水面上，没有人说话，只有风在吹。'.repeat(4)}</p>`.repeat(12)}<p>记者 林海 010-6552-9988</p>`,
      { url: 'https://news.cn/a/1', country: 'CN' },
    );
    expect([page.people, page.organizations]).toEqual([[], []]);
  });
});

describe('hostile pages', () => {
  test('elements named like the methods that read them change nothing', () => {
    const names = [
      'querySelector',
      'querySelectorAll',
      'getAttribute',
      'textContent',
      'children',
      'firstChild',
      'nodeType',
      'parentElement',
      'body',
      'attributes',
      'matches',
      'closest',
    ];
    const clobber = names.map((name) => `<form name="${name}" id="${name}"><input name="${name}"><input name="parentNode"></form>`).join('');
    const inForm = `<form>${names.map((name) => `<input name="${name}">`).join('')}${team}</form>`;
    const clean = read(team);
    expect(read(clobber + team)).toEqual(clean);
    expect(read(inForm).people).toEqual(clean.people);
  });

  test('keys that reach prototypes are refused and said', () => {
    const page = read(
      `<script type="application/ld+json">{"@type":"Organization","name":"Holt","telephone":"+442079460100","__proto__":{"polluted":1}}</script>`,
    );
    expect(page.notes).toContainEqual({ key: 'markup-key-refused', detail: '__proto__' });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('items that hold each other come to an end', () => {
    const page = read(
      `<div itemscope itemtype="https://schema.org/Person" itemref="a"><span itemprop="name">Mira Holt</span></div>
      <div id="a" itemprop="knows" itemscope itemtype="https://schema.org/Person" itemref="b"><span itemprop="name">Ida Falk</span></div>
      <div id="b" itemprop="knows" itemscope itemtype="https://schema.org/Person" itemref="a"><span itemprop="name">Ute Berg</span></div>`,
    );
    expect(page.people.map(({ fields }) => fields[0]?.value)).toEqual(['Mira Holt']);
    read(
      `<script type="application/ld+json">[{"@id":"#a","@type":"Person","name":"A B","worksFor":{"@id":"#b"}},{"@id":"#b","@type":"Organization","name":"C","employee":{"@id":"#a"}}]</script>`,
    );
  });

  test('a page that takes too long is read to there, and says so', () => {
    let now = 0;
    const html = `<!doctype html><body>${'<p>word</p>'.repeat(5000)}${team}</body>`;
    const page = readWebPage(new DOMParser().parseFromString(html, 'text/html'), 'https://a.example/', {
      country: null,
      budget: { milliseconds: 200, now: () => (now += 50) },
    });
    expect(page.notes).toContainEqual({ key: 'text-cut', detail: '' });
    expect(page.people).toEqual([]);
  });
});

test('trap: URL with and without a trailing slash is one page: both are read alike', () => {
  const [one, other] = ['https://www.holt-harbour.example/contact', 'https://www.holt-harbour.example/contact/'].map((url) => read(team, { url }));
  expect({ ...one, url: '' }).toEqual({ ...other, url: '' });
});

test('an order of a page’s markup', () => {
  const page = read(
    `<div itemscope itemtype="https://schema.org/Order"><meta itemprop="orderNumber" content="B-42"><div itemprop="merchant" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="Brook Shop"></div><div itemprop="acceptedOffer" itemscope itemtype="https://schema.org/Offer"><div itemprop="itemOffered" itemscope itemtype="https://schema.org/Product"><meta itemprop="name" content="Blue box"></div><meta itemprop="price" content="12,50"><meta itemprop="priceCurrency" content="EUR"><div itemprop="eligibleQuantity" itemscope itemtype="https://schema.org/QuantitativeValue"><meta itemprop="value" content="2"></div></div></div>`,
  );
  expect(page.orders).toEqual([
    {
      number: 'B-42',
      merchant: 'Brook Shop',
      placedAt: null,
      currency: 'EUR',
      totalMinor: null,
      status: null,
      lines: [{ product: 'Blue box', quantity: 2, unitPriceMinor: 1250 }],
      confidence: 0.9,
    },
  ]);
  expect(page.organizations).toEqual([]);
});
