/** The countries that pages of trade name before a number, by ISO 3166 code, as they are called there. */
const NAMES: Readonly<Record<string, string>> = {
  US: 'usa|u.s.a|u.s|us|united states|united states of america|vereinigte staaten|états-unis|estados unidos|stati uniti|美国|美國|アメリカ|米国',
  GB: 'uk|u.k|united kingdom|great britain|england|scotland|wales|northern ireland|großbritannien|royaume-uni|reino unido|regno unito|英国|英國|イギリス',
  CA: 'canada|kanada|canadá|加拿大|カナダ',
  AU: 'australia|australien|australie|澳大利亚|澳洲|オーストラリア',
  NZ: 'new zealand|neuseeland',
  IE: 'ireland|irland|irlande',
  DE: 'germany|deutschland|allemagne|alemania|germania|duitsland|德国|德國|ドイツ',
  AT: 'austria|österreich|autriche',
  CH: 'switzerland|schweiz|suisse|svizzera|suiza|瑞士',
  FR: 'france|frankreich|francia|法国|法國|フランス',
  BE: 'belgium|belgien|belgique|belgië',
  NL: 'netherlands|the netherlands|holland|niederlande|nederland|pays-bas',
  LU: 'luxembourg|luxemburg',
  IT: 'italy|italien|italie|italia|意大利',
  ES: 'spain|spanien|espagne|españa|西班牙',
  PT: 'portugal',
  DK: 'denmark|dänemark|danmark',
  SE: 'sweden|schweden|sverige',
  NO: 'norway|norwegen|norge',
  FI: 'finland|finnland|suomi',
  PL: 'poland|polen|polska|pologne',
  CZ: 'czech republic|czechia|tschechien|česko',
  SK: 'slovakia|slowakei',
  HU: 'hungary|ungarn|magyarország',
  RO: 'romania|rumänien',
  BG: 'bulgaria',
  GR: 'greece|griechenland',
  TR: 'turkey|türkiye|türkei',
  RU: 'russia|russland|россия',
  UA: 'ukraine',
  IL: 'israel',
  AE: 'uae|u.a.e|united arab emirates|dubai',
  SA: 'saudi arabia',
  EG: 'egypt',
  ZA: 'south africa|südafrika',
  NG: 'nigeria',
  KE: 'kenya',
  IN: 'india|indien|inde|印度|インド',
  PK: 'pakistan',
  BD: 'bangladesh',
  CN: 'china|prc|chine|中国|中國|中国大陆',
  HK: 'hong kong|hongkong|香港',
  MO: 'macau|macao|澳门|澳門',
  TW: 'taiwan|台湾|台灣|臺灣',
  JP: 'japan|japon|giappone|日本',
  KR: 'korea|south korea|republic of korea|südkorea|韩国|韓國|韓国',
  SG: 'singapore|singapur|singapour|新加坡|シンガポール',
  MY: 'malaysia|马来西亚|馬來西亞',
  TH: 'thailand|泰国|泰國|タイ',
  VN: 'vietnam|viet nam|越南|ベトナム',
  ID: 'indonesia|indonesien|印度尼西亚',
  PH: 'philippines|philippinen|菲律宾|菲律賓',
  MX: 'mexico|méxico|mexiko|mexique|墨西哥',
  BR: 'brazil|brasilien|brésil|brasil|巴西',
  AR: 'argentina|argentinien',
  CL: 'chile',
  CO: 'colombia|kolumbien',
  PE: 'peru|perú',
  JM: 'jamaica',
  PR: 'puerto rico',
};

const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([code, names]) => names.split('|').map((name) => [name, code] as const)),
);

/** The country (ISO 3166) that the last words of a text name, as in `Canada (bookings): `, or null. */
export function countryNamedIn(text: string): string | null {
  if (!/\p{L}{2}/u.test(text)) {
    return null;
  }
  // What stands in brackets behind the place, and a label of the number, say nothing of it.
  const plain = text
    .replace(/\([^()]{0,40}\)/gu, ' ')
    .replace(/[\s.:：(+–-]{1,20}$/u, '')
    .replace(/\s(?:tel|phone|call|fax|mobile|office|toll[- ]free|hotline|freephone|customers|callers|residents|only|sales)$/iu, '')
    .replace(/[\s,.:：(–-]{1,20}$/u, '')
    .toLowerCase();
  const words = plain.split(/[\s,;:|/•·]+/u).filter((word) => word !== '');
  for (let count = Math.min(4, words.length); count > 0; count -= 1) {
    const code = CODES.get(words.slice(-count).join(' '));
    if (code !== undefined) {
      return code;
    }
  }
  return null;
}
