import { domainOf, isSharedMailbox, localPartOf } from './addresses.ts';
import { hasLegalForm } from './text/companies.ts';
import { looksLikeCjkName } from './text/cjk-names.ts';
import { hasGivenName } from './text/given-names.ts';
import { hasCjk, isSameName, looksLikeName, nameWords } from './text/names.ts';
import { postalWeight } from './text/postal.ts';
import { looksLikeDepartment, looksLikeTitle } from './text/titles.ts';

/** Words of places, firms and menus that stand in capitals as names do. */
const NO_PERSON =
  /\b(?:street|st|road|rd|avenue|ave|drive|lane|blvd|suite|floor|building|bldg|hall|room|box|city|town|county|state|north|south|east|west|northern|southern|eastern|western|central|street|park|plaza|square|center|centre|university|college|school|academy|institute|hospital|clinic|church|ministry|ministries|library|museum|hotel|restaurant|cafe|bank|store|shop|association|foundation|society|council|committee|commission|department|dept|division|bureau|agency|authority|board|office|offices|headquarters|hq|branch|campus|location|locations|address|mailing|contact|contacts|information|info|general|inquiries|inquiry|enquiries|questions|feedback|form|home|page|site|map|maps|directions|menu|search|login|log|sign|register|privacy|policy|terms|conditions|copyright|rights|reserved|click|here|read|more|learn|view|all|new|news|events|event|calendar|blog|press|media|gallery|photos|videos|products|product|solutions|resources|careers|jobs|employment|faq|faqs|help|links|quick|useful|about|us|our|who|what|where|when|why|how|this|that|these|free|toll|hours|open|closed|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|united|states|america|kingdom|canada|australia|england|ireland|scotland|germany|france|china|new york|los angeles|san francisco|las vegas|washington|california|texas|florida|illinois|ohio|georgia|carolina|virginia|jersey|dakota|hampshire|mexico|island|beach|lake|river|valley|hill|hills|mountain|bay|harbor|harbour|fort|port|saint|systems|technologies|technology|industries|international|global|national|american|european|partners|associates|holdings|enterprises|consulting|design|studio|studios|productions|publishing|publications|magazine|journal|times|post|daily|weekly|online|network|networks|web|internet|digital|software|hardware|security|insurance|financial|finance|legal|law|medical|health|care|dental|pharmacy|energy|power|electric|gas|water|oil|food|foods|kitchen|garden|auto|car|cars|truck|travel|tours|air|airlines|program|programs|project|projects|service|services|support|sales|marketing|orders|order|billing|accounts|accounting|payable|receivable|customer|customers|client|clients|member|members|membership|student|students|alumni|admissions|registration|financial aid|public|relations|affairs|human|technical|shipping|receiving|returns|warranty|parts|wholesale|retail|advertising|submissions|donate|donations|volunteer|volunteers|facebook|twitter|linkedin|youtube|instagram|google|assistance|repair|repairs|request|requests|business|inn|hong kong|ann arbor|advertisers?|extension|report|reports|download|back|next|previous|top|close|cancel|submit|send|skip|share|follow|join|subscribe|newsletter|archive|archives|category|categories|popular|recent|related|featured|special|gift|cards?|logout|abmelden|anmelden|telefon|adresse|anfahrt|kontakt|datenschutz|zentrale|öffnungszeiten)\b/iu;
const HONORIFIC =
  /^(?:dr|mr|mrs|ms|miss|mx|prof|professor|herrn?|frau|rev|reverend|hon|sir|dame|capt|col|lt|sgt|pastor|rabbi|father|sister|fr|sr|m|mme|mlle|monsieur|madame|sra?|srta|don|doña|sig|dott|lic|lcda|arq|ing|dipl\.?-?ing|mag)\.?\s+(?:(?:dr|prof|med|ing)\.?\s+){0,2}/iu;
/** What stands before a name and says whose it is. */
const LABEL =
  /^(?:(?:your |ihre? |votre |su )?contact(?: person| name)?|contact|attn|attention|ansprechpartner(?:in)?|ihre? ansprechpartner(?:in)?|kontakt(?:person)?|name|c\/o|owners?|inhaber(?:in)?|geschäftsführ(?:er|erin|ung)|vertreten durch|persona de contacto|contacto|interlocuteur|personne à contacter|responsable|by|manager|directors?|managers?|联系人|联\s?系\s?人|聯絡人|負責人|负责人|姓名|氏名|担当者?|担当|お?問い?合わせ担当|代表者?(?:名)?|代表取締役(?:社長)?|담당자?|이름)\s*[:：]\s*/iu;
/** A name in a sentence that tells how to reach its bearer. */
const SENTENCE =
  /(?:(?:^|[\s(])(?:[Cc]ontact|[Cc]all|[Ee]-?mail|[Rr]each(?: out to)?|[Aa]sk for|[Ww]rite to|[Ss]peak (?:to|with)|[Aa]ttn\.?|c\/o|[Gg]et in touch with|[Kk]ontaktieren Sie|[Ww]enden Sie sich (?:bitte )?an|[Cc]ontactez|[Cc]ontacter|[Cc]ontacte con)\s+)((?:(?:Mr|Mrs|Ms|Dr|Herrn?|Frau)\.?\s)?\p{Lu}[\p{L}'’.-]+(?:\s\p{Lu}[\p{L}'’.-]*){1,3})(?=\s*(?:[,(:]|\s(?:at|with|by|on|via|unter|au|en|par|for|in|or)\b|\.?$))/u;
const SUFFIX =
  /,?\s+(?:Ph\.?\s?D|M\.?\s?D|Ed\.?\s?D|J\.?\s?D|D\.?\s?D\.?\s?S|D\.?V\.?M|DMD|MBA|M\.?\s?Sc?|M\.?A|B\.?\s?Sc?|B\.?A|LL\.?M|MPH|MSW|LCSW|R\.?N|CPA|CFA|CFP®?|CMFO|CPP|PMP|SPHR|FCA|ACA|Esq|P\.?\s?E|AIA|RIBA|Jr|Sr|II|III|IV)\.?®?(?=$|,|\s*[–|(-])/gu;

/** What calls the number behind a name. */
const NUMBER_LABEL =
  /(?:[\s,;|–-]{0,3}(?<![\p{L}])(?:(?:tel|tél|phone|telefon|telefono|teléfono|mobile?|cell|handy|fon|direct|direkt|durchwahl|e-?mail|电话|電話|手机|手機|携帯|直通|邮箱)\.?\s?[:：]?|[tmpe]\.?\s?[:：])\s?)$/iu;
/** Degrees and memberships behind a name without a comma: `Helen Sayers BVSc MRCVS`. */
const DEGREES = /(?<=\p{Ll})(?:\s+(?:\p{Lu}{2,}\p{Ll}{0,3}\p{Lu}*|\p{Lu}\p{Ll}{0,2}\p{Lu}{1,3}\p{Ll}?|M\.?D\.?|Ph\.?D\.?)){1,4}$/u;

/** Somebody whom a line names, with what the same line says of him. */
export type Named = {
  readonly name: string;
  readonly title: string | null;
  /** A label, an honorific or a sentence says that this is somebody to write to. */
  readonly isLabelled: boolean;
  readonly isHonoured: boolean;
};

function parts(text: string): string[] {
  return text
    .replace(SUFFIX, '')
    .split(/\s*[|•·●;／]\s*|\s+[–—-]+\s+|,\s+|\s*[:：]\s*(?=\s|$|[^\p{Script=Latin}\d])|\s*[()（）]\s*|\t|\s+\/\s+/u)
    .map((part) =>
      part
        .trim()
        .replace(DEGREES, '')
        .replace(/^[-–—*•\s]+|[,.\s–—-]+$/gu, (edge) => (edge.startsWith('.') ? '.' : '')),
    )
    .filter((part) => part !== '' && part !== '.');
}

/** True where a text can be a person's name at all. */
export function canBeName(text: string): boolean {
  const bare = text.replace(HONORIFIC, '');
  if (hasCjk(text)) {
    return looksLikeCjkName(text) && !looksLikeTitle(text);
  }
  return (
    looksLikeName(bare.includes(' ') ? bare : text) &&
    !NO_PERSON.test(bare) &&
    !hasLegalForm(text) &&
    (!looksLikeTitle(text) || hasGivenName(bare)) &&
    postalWeight(text) === 0 &&
    !(/^[\p{Lu}\s.'’-]+$/u.test(text) && !hasGivenName(text))
  );
}

/** `Mayor Susan Rohan`, `Sales Manager Tom Brook` as title and name, or null where no title stands before a name. */
function splitTitle(text: string): { title: string; name: string } | null {
  const words = text.split(/\s+/u);
  for (let count = Math.min(4, words.length - 2); count > 0; count -= 1) {
    const title = words.slice(0, count).join(' ');
    const name = words.slice(count).join(' ');
    if (looksLikeTitle(title) && !hasGivenName(title) && canBeName(name) && hasGivenName(name)) {
      return { title, name };
    }
  }
  // `営業部長 山田 太郎`, `销售经理 张伟`.
  const cjk = /^(\S{2,14})[\s　]+(\S{1,4}(?:[\s　]\S{1,4})?)$/u.exec(text);
  return cjk?.[1] !== undefined && cjk[2] !== undefined && hasCjk(text) && looksLikeTitle(cjk[1]) && canBeName(cjk[2])
    ? { title: cjk[1], name: cjk[2] }
    : null;
}

/** `张伟 经理`, `業務部 林美玲 經理`, `山田 太郎 部長` as name and title, or null. */
function splitCjkTitle(text: string): { title: string; name: string } | null {
  const words = text.split(/[\s　]+/u);
  if (!hasCjk(text) || words.length < 2 || words.length > 4) {
    return null;
  }
  const last = words.at(-1) ?? '';
  const first = words[0] ?? '';
  const before = words.length > 2 && looksLikeDepartment(first) ? 1 : 0;
  const name = words.slice(before, -1).join(' ');
  return looksLikeTitle(last) && !canBeName(last) && canBeName(name) ? { title: last, name } : null;
}

/** A name without what is said before and behind it; Chinese, Japanese and Korean ones stay as they are written. */
export function cleanName(name: string): string {
  return name
    .replace(HONORIFIC, (honorific) => (hasCjk(name) ? honorific : ''))
    .replace(/(?:先生|女士|小姐|様|氏|さん|님)$/u, '')
    .replace(/[,.\s]+$/u, (end) => (/\b\p{L}\.$/u.test(name) ? '.' : end.replace(/./gu, '')))
    .trim();
}

/** The people whom one line of a page may name, with their titles where it says them. */
export function namesIn(text: string, linkTexts: readonly string[]): Named[] {
  // Most lines have no two words in capitals, and so no name.
  if (linkTexts.length === 0 && (text.match(/(?<![\p{L}\p{M}])\p{Lu}/gu)?.length ?? 0) < 2 && !hasCjk(text)) {
    return [];
  }
  if (text.length > 160) {
    const sentence = SENTENCE.exec(text.slice(0, 1000))?.[1]?.replace(/\.$/u, '');
    return sentence !== undefined && canBeName(sentence) && hasGivenName(sentence)
      ? [{ name: cleanName(sentence), title: null, isLabelled: true, isHonoured: false }]
      : [];
  }
  const isLabelled = LABEL.test(text);
  const said = LABEL.exec(text)?.[0].replace(/\s*[:：]\s*$/u, '') ?? '';
  const bare = text.replace(LABEL, '');
  // What precedes an address or a number in its line is the name it belongs to.
  const pieces = parts(bare.replace(/(?:\(?\+?\d[\d\s().-]{5,40}|\S{1,100}@\S).*$/u, '').replace(NUMBER_LABEL, '')).slice(0, 5);
  const split = pieces.map((piece) => (canBeName(piece) && !looksLikeTitle(piece) ? null : (splitTitle(piece) ?? splitCjkTitle(piece))));
  const candidates = [...pieces.map((piece, at) => split[at]?.name ?? piece), ...linkTexts].map((piece) => piece.trim());
  const names = candidates.filter(
    (piece, at) => canBeName(piece) && candidates.findIndex((other) => isSameName(other, piece) || other === piece) === at,
  );
  const titles = [
    ...split.flatMap((both) => both?.title ?? []),
    ...pieces.filter((piece, at) => split[at] === null && !names.includes(piece) && looksLikeTitle(piece)),
    ...(looksLikeTitle(said) ? [said] : []),
  ];
  if (names.length === 0) {
    const sentence = SENTENCE.exec(text)?.[1]?.replace(/\.$/u, '');
    return sentence !== undefined && canBeName(sentence) && hasGivenName(sentence)
      ? [{ name: cleanName(sentence), title: null, isLabelled: true, isHonoured: false }]
      : [];
  }
  const rest = pieces.length - titles.length;
  if (names.length > 3 || (names.length > 1 && names.length < rest)) {
    return [];
  }
  return names.map((name) => ({
    name: cleanName(name),
    title: names.length === 1 ? (titles[0] ?? null) : null,
    isLabelled,
    isHonoured: HONORIFIC.test(name) || /(?:先生|女士|小姐|様|氏)$/u.test(name),
  }));
}

/** True where the domain of an address is a person's own: `info@carolehoran.example` for Carole Horan. */
export function domainFits(email: string, name: string): boolean {
  const words = nameWords(name).map((word) => word.replace(/[^\p{L}]/gu, ''));
  const label = domainOf(email)
    .split('.')
    .slice(0, -1)
    .join('')
    .replace(/[^\p{L}]/gu, '');
  return words.length >= 2 && words.join('').length >= 7 && label === words.join('');
}

/** True where a mailbox is named after a person: `jlind@`, `sarah.lind@`, `lind@` for Sarah Lind. */
export function mailboxFits(email: string, name: string): boolean {
  const local = localPartOf(email)
    .toLowerCase()
    .replace(/[^a-z0-9\p{L}]/gu, '');
  const words = nameWords(name).map((word) => word.replace(/[^\p{L}]/gu, ''));
  const [first = '', ...rest] = words;
  const last = rest.at(-1) ?? '';
  if (first === '' || local.length < 2 || isSharedMailbox(email)) {
    return false;
  }
  const initial = first.charAt(0);
  return (
    (first.length >= 3 && local === first) ||
    (last.length >= 3 &&
      (local === last ||
        local === `${initial}${last}` ||
        local === `${last}${initial}` ||
        local === `${first}${last}` ||
        local === `${last}${first}`)) ||
    (last.length >= 3 && first.length >= 3 && local.includes(first) && local.includes(last)) ||
    (last.length >= 4 && local.startsWith(initial) && local.includes(last)) ||
    (first.length >= 3 && last !== '' && local === `${first}${last.charAt(0)}`) ||
    (last.length >= 6 && initial !== '' && local === `${initial}${last.slice(0, 7 - 1)}`)
  );
}
