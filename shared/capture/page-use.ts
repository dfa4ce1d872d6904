import type { PageLine, PageTraits } from './page-line.ts';
import { isSurelyContactPage } from './page-gate.ts';
import { postalWeight } from './text/postal.ts';

/** What people come to a page for, where it is not to reach somebody. */
export type PageUse = 'sign-in' | 'search' | 'shop' | 'checkout' | 'forum' | 'docs' | 'app' | 'map' | 'news';

type Rule = {
  readonly use: PageUse;
  /** Names that settle it, and names that need something else on the page. */
  readonly sure: RegExp | null;
  readonly likely: RegExp | null;
};

/** What pages of each use are called in their title, address and first heading. */
const RULES: readonly Rule[] = [
  {
    use: 'sign-in',
    sure: /\b(?:forgot(?:ten)?(?: your)? password|reset (?:your )?password|passwort vergessen|two-factor|mot de passe oublié)\b|忘记密码|パスワードを忘れ/iu,
    likely:
      /\b(?:sign[- ]?(?:in|up|on)|log[- ]?(?:in|on)|register|create (?:an |your )?account|anmelden|anmeldung|einloggen|registrieren|(?:se )?connecter|connexion|inscription|iniciar sesión|accedi|inloggen|welcome back)\b|登录|登入|登錄|注册|註冊|ログイン|新規登録|로그인/iu,
  },
  {
    use: 'search',
    sure: /\b(?:search results|results for|suchergebnisse|treffer für|résultats (?:de|pour)|resultados (?:de|para)|risultati (?:di|per)|zoekresultaten)\b|搜索结果|搜尋結果|検索結果|검색결과/iu,
    likely: /(?:^|[-|–·:/]\s?)(?:search|find|suche|recherche|buscar|búsqueda|cerca|zoeken)(?:$|\s?[-|–·:/?])|搜索|検索|검색/iu,
  },
  {
    use: 'checkout',
    sure: /\b(?:check-?out|shopping (?:cart|bag|basket)|(?:your|my) (?:cart|basket|bag|order)|order (?:confirmation|summary|review)|review your order|warenkorb|(?:zur )?kasse|bestellübersicht|bestellung (?:prüfen|abschließen)|panier|votre commande|carrito|finalizar compra|carrello|winkelwagen)\b|购物车|購物車|结算|結帳|确认订单|カート|ご注文|レジ|장바구니/iu,
    likely: /\b(?:payment|delivery|shipping|zahlung|versand|paiement|livraison|pago)\b|支付|配送|お支払い/iu,
  },
  {
    use: 'forum',
    sure: null,
    likely:
      /\b(?:forums?|threads?|topics?|discussions?|community|message board|questions?|answers?|diskussion|communauté|foro|comments)\b|论坛|論壇|帖子|讨论|掲示板|スレッド|質問|知恵袋/iu,
  },
  {
    use: 'docs',
    sure: /\b(?:api reference|developer (?:docs|documentation|guide)|release notes|changelog|man page|javadoc)\b|API\s?文档|开发文档|APIリファレンス/iu,
    likely:
      /\b(?:docs|documentation|reference|guide|tutorial|manual|readme|getting started|quick-?start|handbuch|dokumentation|anleitung|sdk|cli|wiki)\b|文档|文件|教程|手册|ドキュメント|リファレンス|マニュアル/iu,
  },
  {
    use: 'app',
    sure: /\b(?:dashboard|inbox|posteingang|boîte de réception|kanban|tableau de bord|admin(?:istration)? panel|control panel|cuadro de mando)\b|仪表[板盘]|儀表板|控制台|工作台|收件箱|ダッシュボード|管理画面|受信トレイ|대시보드/iu,
    likely:
      /\b(?:analytics|reports?|pipeline|admin|console|workspace|settings|my account|mein konto|mon compte|invoices|orders|tickets|calendar|overview|übersicht|crm|leads|deals|customers|projects?|tasks|board)\b|后台|设置|报表|设定|設定|レポート|顧客/iu,
  },
  {
    use: 'map',
    sure: /\b(?:maps?\s*$|near me|route planner|routenplaner|itinéraire)|(?:^|[-|–·]\s?)maps?\b|地图|地圖|マップ|지도|乗換案内/iu,
    likely: /\b(?:directions|route|nearby|stadtplan|karte)\b/iu,
  },
  {
    use: 'news',
    sure: null,
    likely:
      /\b(?:news|(?<!wait |opening |delivery |service )times|post|gazette|herald|tribune|chronicle|zeitung|nachrichten|tagblatt|anzeiger|actualités|journal|noticias|notizie|headlines|magazine)\b|新闻|新聞|日报|日報|ニュース|뉴스/iu,
  },
];

const PRICE = /(?:[$€£¥￥]\s?\d|\d\s?(?:€|£|EUR|USD|CHF|kr|zł|元|円|원)(?!\p{L}))/u;
const FORUM_LINE =
  /^(?:reply|quote|like|share|report|posted\b.{0,40}|joined\b.{0,30}|posts?\s?[:：]?\s?[\d,.]*|upvote|best answer|antworten|zitieren|beiträge\b.{0,12}|répondre|citer|responder|回复|引用|点赞|楼主|返信|#\d{1,4}|\d+\s(?:replies|answers|votes|points|likes|beiträge|antworten))$/iu;
const SIGNED_IN =
  /^(?:log ?out|sign ?out|abmelden|ausloggen|se déconnecter|déconnexion|cerrar sesión|esci|uitloggen|退出(?:登录)?|登出|ログアウト|로그아웃)$/iu;
const TIME_LINE =
  /^(?:.{0,40}[\s·|,])?(?:\d{1,2}\s(?:min(?:utes?)?|hours?|hrs?|h|days?)\sago|vor\s\d+\s\p{L}+|il y a \d+\s\p{L}+|\d+\s?(?:分钟前|小时前|時間前|分前)|(?:\d{1,2}[.:]\d{2}(?:\s?(?:am|pm|uhr))?))$/iu;

/** What the button beside a product says. */
const INTO_CART =
  /\badd to (?:cart|basket|bag|trolley)\b|\bbuy now\b|\bin den (?:warenkorb|einkaufswagen)\b|\bajouter au panier\b|\bañadir (?:al carrito|a la cesta)\b|\baggiungi al carrello\b|\bin winkelwagen\b|加入购物车|加入購物車|立即购买|カートに(?:入れる|追加)|장바구니에 담기/iu;

function countLines(lines: readonly PageLine[], form: RegExp): number {
  return lines.filter((line) => line.text.length <= 80 && form.test(line.text)).length;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path).replace(/[_/.+-]/gu, ' ');
  } catch {
    return path;
  }
}

/**
 * What a page is used for where that is not to reach somebody: then nobody of it is offered, whatever numbers it shows. Null for
 * all other pages, and for those that call themselves a page of contacts.
 */
export function pageUseOf(lines: readonly PageLine[], traits: PageTraits, contacts: number): PageUse | null {
  if (isSurelyContactPage(lines, traits)) {
    return null;
  }
  const heads = lines.filter((line) => line.heading === 1 && line.text.length <= 120).slice(0, 2);
  const called = [traits.title.slice(0, 200), decode(traits.path), ...heads.map((line) => line.text)];
  const prices = countLines(lines, PRICE);
  // A product is a link with its price beside it; a price list has none.
  const products = lines.filter(
    (line, index) =>
      line.isLink && [index + 1, index + 2, index + 3].some((at) => (lines[at]?.text.length ?? 99) <= 80 && PRICE.test(lines[at]?.text ?? '')),
  ).length;
  // A small shop that shows its address above its footer wants to be found.
  const hasAddress = lines.some((line) => line.region === 'main' && line.text.length <= 100 && postalWeight(line.text) === 2);
  const isSignedIn = lines.some((line) => line.text.length <= 20 && SIGNED_IN.test(line.text));
  const posts = countLines(lines, FORUM_LINE);
  const times = countLines(lines, TIME_LINE);
  const headings = lines.filter((line) => line.heading >= 2 && line.heading <= 4).length;
  const isAsked = /(?:^|&)(?:q|query|s|search|keyword|keywords|wd|k)=/iu.test(traits.query);
  /** What else on the page speaks for each use: 2 settles it, 1 needs a name. */
  const signs: Readonly<Record<PageUse, number>> = {
    'sign-in': traits.asksFor === 'password' ? (contacts <= 2 && lines.length < 60 ? 2 : 1) : 0,
    search: isAsked ? 1 : 0,
    shop: (products >= 6 && !hasAddress) || (prices > 0 && lines.some((line) => line.text.length <= 40 && INTO_CART.test(line.text))) ? 2 : 0,
    checkout: traits.asksFor === 'payment' ? 2 : prices >= 3 ? 1 : 0,
    forum: posts >= 6 ? 2 : posts >= 3 ? 1 : 0,
    docs: traits.codeBlocks >= 3 ? 2 : traits.codeBlocks >= 1 ? 1 : 0,
    app: (isSignedIn ? 1 : 0) + Math.min(2, traits.appSigns),
    map: (traits.hasMap ? 1 : 0) + Math.min(1, traits.appSigns),
    news: traits.articles >= 5 && times >= 3 ? 2 : headings >= 6 || times >= 3 ? 1 : 0,
  };
  for (const { use, sure, likely } of RULES) {
    const name = sure !== null && called.some((text) => sure.test(text)) ? 2 : likely !== null && called.some((text) => likely.test(text)) ? 1 : 0;
    if (name === 2 || (name >= 1 && name + signs[use] >= 2)) {
      return use;
    }
  }
  // Program text alone may be a company's own example.
  const settled = (['sign-in', 'shop', 'checkout', 'forum', 'app', 'map', 'news'] as const).find((use) => signs[use] >= 2);
  return settled ?? null;
}
