/**
 * Pages on which nobody is to be proposed, though numbers, addresses and names stand on them: made of templates that differ as
 * such pages do. Nobody in them is real; the domains are reserved for examples, the numbers for fiction.
 */

export type NobodyPage = { readonly name: string; readonly url: string; readonly html: string };

type Place = {
  readonly lang: string;
  readonly shop: string;
  readonly host: string;
  readonly phone: string;
  readonly street: string;
  readonly names: readonly [string, string, string, string];
  readonly price: (amount: number) => string;
};

const PLACES: readonly [Place, Place, Place] = [
  {
    lang: 'en',
    shop: 'Holt Harbour Tools',
    host: 'holt-harbour.example',
    phone: '020 7946 0100',
    street: '1 Harbour Street, London E1 6AN',
    names: ['Sarah Lind', 'Tom Brook', 'Karen Vale', 'James Ford'],
    price: (amount) => `£${amount}.99`,
  },
  {
    lang: 'de',
    shop: 'Kleine Eule GmbH',
    host: 'kleine-eule.example',
    phone: '030 23125 100',
    street: 'Eulenweg 4, 10115 Berlin',
    names: ['Ute Brandt', 'Jens Krüger', 'Sabine Wolff', 'Peter Lang'],
    price: (amount) => `${amount},90 €`,
  },
  {
    lang: 'zh-CN',
    shop: '龙马贸易有限公司',
    host: 'longma.example',
    phone: '010-6552 9988',
    street: '北京市朝阳区建国路8号',
    names: ['张伟', '李娜', '王芳', '陈明'],
    price: (amount) => `¥${amount}.00`,
  },
];

const WORDS = {
  en: {
    signIn: 'Sign in',
    password: 'Password',
    results: 'Search results for',
    cart: 'Your basket',
    checkout: 'Checkout',
    forum: 'Forum',
    reply: 'Reply',
    quote: 'Quote',
    dashboard: 'Dashboard',
    out: 'Log out',
    docs: 'Documentation',
    news: 'News',
    call: 'Call us',
    ago: '3 hours ago',
    products: 'Garden tools',
    maps: 'Maps',
    inbox: 'Inbox',
    help: 'Need help?',
    prose:
      'The harbour was quiet in the morning, and the boats lay still in the grey water while nobody on the quay spoke a word about what had happened there the night before. ',
  },
  de: {
    signIn: 'Anmelden',
    password: 'Passwort',
    results: 'Suchergebnisse für',
    cart: 'Warenkorb',
    checkout: 'Kasse',
    forum: 'Forum',
    reply: 'Antworten',
    quote: 'Zitieren',
    dashboard: 'Dashboard',
    out: 'Abmelden',
    docs: 'Dokumentation',
    news: 'Nachrichten',
    call: 'Rufen Sie uns an',
    ago: 'vor 3 Stunden',
    products: 'Gartengeräte',
    maps: 'Maps',
    inbox: 'Posteingang',
    help: 'Fragen?',
    prose:
      'Der Hafen lag am Morgen still da, und die Boote ruhten im grauen Wasser, während auf dem Kai niemand ein Wort über das verlor, was dort in der Nacht zuvor geschehen war. ',
  },
  'zh-CN': {
    signIn: '登录',
    password: '密码',
    results: '搜索结果',
    cart: '购物车',
    checkout: '结算',
    forum: '论坛',
    reply: '回复',
    quote: '引用',
    dashboard: '控制台',
    out: '退出',
    docs: '文档',
    news: '新闻',
    call: '客服电话',
    ago: '3小时前',
    products: '园艺工具',
    maps: '地图',
    inbox: '收件箱',
    help: '需要帮助？',
    prose: '早晨的港口非常安静，船只停泊在灰色的水面上，没有人说话，只有风在吹，人们都在想着前一天晚上发生的事情，谁也不愿意先开口提起它。',
  },
} as const;

type Words = (typeof WORDS)[keyof typeof WORDS];

function wordsOf(place: Place): Words {
  return place.lang === 'de' ? WORDS.de : place.lang === 'zh-CN' ? WORDS['zh-CN'] : WORDS.en;
}

function page(place: Place, name: string, path: string, title: string, body: string, head = ''): NobodyPage {
  return {
    name: `${name}-${place.lang}`,
    url: `https://www.${place.host}${path}`,
    html: `<!doctype html><html lang="${place.lang}"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`,
  };
}

function foot(place: Place): string {
  const words = wordsOf(place);
  return `<footer><p>${words.call}: <a href="tel:${place.phone.replace(/[\s-]/gu, '')}">${place.phone}</a></p><p>${place.street}</p><p>© 2026 ${place.shop}</p></footer>`;
}

const mail = (place: Place, at: number): string => `${['s.lind', 't.brook', 'k.vale', 'j.ford'][at] ?? 'x'}@customer-${at}.example`;

/** One page of each kind for a place. */
function pagesOf(place: Place): NobodyPage[] {
  const words = wordsOf(place);
  const [first, second, third, fourth] = place.names;
  const rows = place.names
    .map(
      (name, at) =>
        `<tr><td><input type="checkbox"></td><td>${name}</td><td>${mail(place, at)}</td><td>${place.phone.slice(0, -2)}${20 + at}</td><td>${place.price(100 * (at + 1))}</td></tr>`,
    )
    .join('');
  const items = Array.from(
    { length: 12 },
    (_entry, at) =>
      `<li class="card"><a href="/p/${at}"><img alt="" src="${at}.jpg"></a><h3><a href="/p/${at}">${words.products} ${at + 1}</a></h3><span class="price">${place.price(9 + at)}</span><button>+</button></li>`,
  ).join('');
  const post = (name: string, at: number): string =>
    `<div class="post"><div class="author"><b>${name}</b><br>Member<br>Posts: ${at * 31 + 4}</div><div class="text"><p>${words.prose}</p><p>--<br>${name}<br>${mail(place, at)}</p></div><a>${words.reply}</a> <div><a>${words.quote}</a></div></div>`;
  const result = (at: number): string =>
    `<div class="g"><h3><a href="https://firm-${at}.example/">Firm ${at} – ${words.products}</a></h3><cite>firm-${at}.example</cite><p>Tel. ${place.phone.slice(0, -2)}${30 + at}, info@firm-${at}.example. ${words.prose}</p></div>`;
  return [
    page(
      place,
      'sign-in',
      '/login',
      `${words.signIn} – ${place.shop}`,
      `<main><h1>${words.signIn}</h1><form><label>E-mail <input type="email" name="email" placeholder="name@firm.example"></label><label>${words.password} <input type="password"></label><button>${words.signIn}</button></form><p>${words.help} ${words.call} ${place.phone}, support@${place.host}</p></main>${foot(place)}`,
    ),
    page(
      place,
      'search-engine',
      '/search?q=garden',
      `garden tools – ${words.results}`,
      `<form><input name="q" value="garden tools"></form><p>${words.results} “garden tools”</p>${[1, 2, 3, 4, 5, 6].map(result).join('')}<div>1 2 3 4 5</div>`,
    ),
    page(
      place,
      'search-people',
      '/find?query=lind',
      `${words.results} lind | ${place.shop}`,
      `<nav><a href="/">Home</a></nav><h1>${words.results} „lind“</h1><ul>${place.names.map((name, at) => `<li><a href="/u/${at}">${name}</a><br>${place.phone.slice(0, -2)}${40 + at}<br>${mail(place, at)}</li>`).join('')}</ul>${foot(place)}`,
    ),
    page(
      place,
      'shop-list',
      '/c/garden',
      `${words.products} | ${place.shop}`,
      `<header><a href="/"><img class="logo" alt="${place.shop}"></a></header><h1>${words.products}</h1><ul class="grid">${items}</ul>${foot(place)}`,
    ),
    page(
      place,
      'shop-table',
      '/range',
      `${words.products} A–Z`,
      `<div id="top">${place.shop} · ${words.call} ${place.phone}</div><table>${Array.from({ length: 10 }, (_entry, at) => `<tr><td><a href="/p/${at}">${words.products} ${at}</a></td><td>${place.price(20 + at)}</td><td><a href="/cart?add=${at}">+</a></td></tr>`).join('')}</table>`,
    ),
    page(
      place,
      'basket',
      '/cart',
      `${words.cart} – ${place.shop}`,
      `<h1>${words.cart}</h1><table><tr><td>${words.products}</td><td>2</td><td>${place.price(40)}</td></tr><tr><td>Total</td><td></td><td>${place.price(80)}</td></tr></table><p>${words.help} ${place.phone}</p>${foot(place)}`,
    ),
    page(
      place,
      'checkout',
      '/checkout/payment',
      `${words.checkout} – ${place.shop}`,
      `<h1>${words.checkout}</h1><section><h2>1</h2><p>${first}<br>${place.street}<br>${place.phone}<br>${mail(place, 0)}</p></section><section><form><input autocomplete="cc-number"><input autocomplete="cc-csc"></form></section><aside>${place.price(120)}</aside>${foot(place)}`,
    ),
    page(place, 'forum', '/forum/thread/4711', `${words.products}? – ${words.forum}`, `<h1>${words.products}?</h1>${place.names.map(post).join('')}`),
    page(
      place,
      'questions',
      '/questions/12',
      `How do I call ${first}? – Questions and answers`,
      `<h1>How do I call ${place.shop}?</h1><p>${words.prose}</p><div>3 answers</div>${[second, third].map((name, at) => `<div class="answer"><p>${words.prose} ${place.phone}</p><div>${name}</div><div>${at + 2} votes</div><div>Share</div><div>${words.reply}</div></div>`).join('')}`,
    ),
    page(
      place,
      'dashboard',
      '/app',
      `${words.dashboard} · ${place.shop}`,
      `<aside><ul><li><a href="/app">${words.dashboard}</a></li><li><a href="/app/leads">Leads</a></li><li><a href="/logout">${words.out}</a></li></ul></aside><main><h1>${words.dashboard}</h1><canvas></canvas><table><tr><th></th><th>Name</th><th>E-mail</th><th>Tel.</th><th>Sum</th></tr>${rows}</table></main>`,
    ),
    page(
      place,
      'crm-list',
      '/crm/customers',
      `Customers – ${place.shop} CRM`,
      `<div class="bar"><span>${fourth}</span> <a href="/out">${words.out}</a></div><div><a href="/out">${words.out}</a></div><h1>Customers</h1><div role="grid"><table>${rows}</table></div>`,
    ),
    page(
      place,
      'inbox',
      '/mail/',
      `${words.inbox} (3)`,
      `<div role="main"><h1>${words.inbox}</h1><ul>${place.names.map((name, at) => `<li><b>${name}</b> <span>${words.products}</span> <span>${words.call} ${place.phone.slice(0, -2)}${50 + at}</span> <time>1${at}:05</time></li>`).join('')}</ul></div>`,
    ),
    page(
      place,
      'docs',
      '/docs/api',
      `API reference – ${place.shop} ${words.docs}`,
      `<nav><ul><li>Start</li></ul></nav><article><h1>API reference</h1><p>Send a contact to the service.</p><pre>POST /contacts\n{ "name": "${first}", "email": "${mail(place, 0)}", "phone": "${place.phone}" }</pre><h2>Answer</h2><pre>{ "id": 1, "email": "${mail(place, 0)}" }</pre><p>Write to api@${place.host}.</p></article>`,
    ),
    page(
      place,
      'handbook',
      '/handbook/install',
      `Install – ${words.docs}`,
      `<h1>Install</h1><p>${words.prose}</p><pre>npm install --author "${first} &lt;${mail(place, 0)}&gt;"</pre><ol><li>${words.prose}</li><li>${words.prose}</li></ol><p>Maintained by ${first}, ${second}.</p>`,
    ),
    page(
      place,
      'front-page',
      '/',
      `${words.news} – The ${place.host.split('.')[0] ?? ''} Gazette`,
      `<h1>${words.news}</h1>${Array.from({ length: 10 }, (_entry, at) => `<article><h2><a href="/n/${at}">${words.prose.slice(0, 40)} ${at}</a></h2><p>${words.prose.slice(0, 90)}</p><div>${place.names[at % 4] ?? ''}</div><div>${words.ago}</div></article>`).join('')}<footer><p>Newsroom ${place.phone}</p><p>desk@${place.host}</p></footer>`,
    ),
    page(
      place,
      'story',
      '/2026/03/12/harbour',
      `${words.prose.slice(0, 30)}`,
      `<article><h1>${words.prose.slice(0, 30)}</h1><p class="byline">${first}</p><time datetime="2026-03-12">12.3.2026</time>${`<p>${words.prose.repeat(4)}</p>`.repeat(6)}<p>${first}, Editor, ${mail(place, 0)}, ${place.phone}</p></article>`,
      '<meta property="og:type" content="article">',
    ),
    page(
      place,
      'map-results',
      '/maps/search',
      `${words.products} near me - ${words.maps}`,
      `<div id="map"></div><div role="feed">${[1, 2, 3, 4, 5].map((at) => `<div><a href="/place/${at}">Firm ${at}</a><div>4,${at} (2${at})</div><div>${place.street}</div><div>${place.phone.slice(0, -2)}${60 + at}</div></div>`).join('')}</div>`,
    ),
  ];
}

/** 51 pages: seventeen kinds in three languages. */
export const NOBODY_PAGES: readonly NobodyPage[] = PLACES.flatMap(pagesOf);
