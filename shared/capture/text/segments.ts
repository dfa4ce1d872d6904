import { isClosing, isSentFrom, signedName } from './closings.ts';
import { hasLegalForm } from './companies.ts';
import { hasCjk, isSameName, looksLikeName } from './names.ts';
import { NOTICE } from './notice.ts';
import { postalWeight } from './postal.ts';
import { looksLikeDepartment, looksLikeTitle } from './titles.ts';

/** A piece of a signature that says one thing. */
export type Segment = {
  readonly text: string;
  /** What the block itself calls it: `Company: …`. */
  readonly label: 'name' | 'company' | 'title' | 'address' | 'contact' | null;
  /** True from the notice of law on: who is named there did not write the mail. */
  readonly isNotice: boolean;
};

const LABELS: readonly (readonly [NonNullable<Segment['label']>, RegExp])[] = [
  ['name', /^(?:name|nombre|nom|姓名|名前|氏名|联系人|聯絡人)\s*[:：]\s*/iu],
  ['company', /^(?:company|firma|unternehmen|société|entreprise|empresa|organi[sz]ation|公司|公司名称|单位|單位|会社名?|勤務先)\s*[:：]\s*/iu],
  ['title', /^(?:title|position|role|job title|funktion|fonction|poste|cargo|puesto|职位|職位|职务|職稱|职称|役職|肩書)\s*[:：]\s*/iu],
  ['address', /^(?:address|addr?\.?|a|adresse|anschrift|dirección|direccion|domicilio|地址|公司地址|住所|所在地)\s*[:：]\s*/iu],
  [
    'contact',
    /^(?:tel|telephone|telefon|phone|ph|mobile?|mobil|mob|cell|handy|fax|telefax|e-?mail|mail|web|website|internet|skype|linkedin|twitter|x|url|tél|téléphone|portable|móvil|movil|teléfono|correo|site|t|m|f|e|p|w|d|o|h|whatsapp|wechat|line|qq|电话|電話|手机|手機|传真|傳真|邮箱|郵箱|邮件|電子郵件|网址|網址|微信|メール|携帯|直通|郵便番号|邮编)\s*(?:no)?\.?\s*[:：]\s*/iu,
  ],
];

/** Commas that belong to a company's name: `Co., Ltd.`, `Acme, Inc.` */
const NAME_COMMA = /,(?=\s*(?:Ltd|Limited|Inc|LLC|LLP|Corp|S\.?A|S\.?L|PLC|Co\b)\.?)/giu;
const HELD_COMMA = '\u{F0001}';

/** `Head of Sales, Acme Ltd` and `Buyer at Acme` are two things; a street with its town is one. */
function splitAtComma(text: string): string[] {
  const held = text.replace(NAME_COMMA, HELD_COMMA);
  const pieces = held.split(/,\s+|，/u);
  const restored = (piece: string): string => piece.replaceAll(HELD_COMMA, ',').trim();
  const joined = restored(pieces.slice(1).join(', '));
  const [first = ''] = pieces;
  if (pieces.length > 1 && (hasLegalForm(restored(first)) || (looksLikeTitle(restored(first)) && (hasLegalForm(joined) || pieces.length === 2)))) {
    // `Vice President, Sales` is one title: its second half says a field of work.
    const isOneTitle =
      looksLikeTitle(restored(first)) &&
      !hasLegalForm(joined) &&
      looksLikeTitle(text) &&
      /^(?:\p{Lu}\p{Ll}+\s?(?:&|and)?\s?){1,2}$/u.test(joined) &&
      pieces.length === 2;
    return isOneTitle ? [text] : [restored(first), ...splitAtComma(joined)];
  }
  const at = /^(.{3,60}?)\s+(?:at|@|bei|chez|en|der|des|de la)\s+(\p{Lu}.{1,60})$/u.exec(text);
  return at !== null && looksLikeTitle(at[1] ?? '') && hasLegalForm(at[2] ?? '') ? [at[1] ?? '', at[2] ?? ''] : [text];
}

/** How somebody wants to be spoken of, how a name is read aloud, and the words with which a letter in Chinese is handed over. */
const BESIDE_NAME =
  /\s*[(（](?:(?:she|he|they|sie|er|elle|il|iel|ella|él|elle)\b[^()（）]{0,30}|(?:ms|mr|mrs|mx|mme|m)\.?|[\p{Script=Hiragana}\p{Script=Katakana}ー\s　]{2,30}|[^()（）\d]{0,12}同[号號])[)）]|(?<=\p{Script=Han})[\s　]+(?:敬上|謹上|谨上|拜上|敬启|敬啟)\s*$/giu;
/** A legal form that stands apart from the name that it belongs to: `有限会社 風早商会`. */
const LONE_FORM = /^(?:株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|医療法人|学校法人|社会福祉法人)$/u;

/** The pieces of a line that a bar, a dot, a tab or a dash parts. */
function splitLine(line: string, senderName: string): string[] {
  const plain = line
    .replace(/\[(?:image|cid|logo)[^\]]*\]/giu, ' ')
    .replace(BESIDE_NAME, '')
    .replace(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/gu, '');
  const parts = plain.split(/\s*[|¦·•●▪｜\t]+\s*|\s+\/\/?\s+|\s+[–—]\s+|\s+-\s+|\s{3,}|　+/u);
  return parts.flatMap((part) => {
    const text = part.replace(/^[-–—>~=]+\s*/u, '').trim();
    if (text === '') {
      return [];
    }
    // `张伟 采购经理` and `Anna Berg, Buyer`: the name stands first, parted by a space or a comma.
    const words = hasCjk(text) ? text.split(/\s+/u) : [];
    const [form = '', house = '', ...others] = words;
    const spaced = LONE_FORM.test(form) && house !== '' ? [`${form} ${house}`, ...others] : words;
    // `代表取締役 東雲 美月`: what somebody is may stand before the name.
    const named = spaced.findIndex((_, at) => at > 0 && isSameName(spaced.slice(at).join(''), senderName));
    if (named > 0 && spaced.slice(0, named).some((word) => looksLikeTitle(word))) {
      return [spaced.slice(0, named).join(' '), spaced.slice(named).join(' ')];
    }
    if (spaced.length > 1 && postalWeight(text) === 0 && startsWithName(spaced, senderName)) {
      return isSameName(text, senderName) ? [text] : joinName(spaced, senderName);
    }
    const comma = text.indexOf(',');
    if (comma > 0 && isSameName(text.slice(0, comma), senderName)) {
      return [text.slice(0, comma).trim(), ...splitAtComma(text.slice(comma + 1).trim())];
    }
    return splitAtComma(text);
  });
}

/** True where the first of several CJK words is a name of a person or a company, so that another thing follows it. */
function startsWithName(words: readonly string[], senderName: string): boolean {
  const [first = '', second = ''] = words;
  const isPerson =
    looksLikeName(first) && first.length <= 4 && !looksLikeTitle(first) && !looksLikeDepartment(first) && looksLikeTitle(words.at(-1) ?? '');
  return isSameName(first, senderName) || isSameName(`${first}${second}`, senderName) || hasLegalForm(first) || isPerson;
}

/** `山田 太郎 部長`: two words that are the sender's name stay one. */
function joinName(words: readonly string[], senderName: string): string[] {
  const [first = '', second = '', ...rest] = words;
  return isSameName(`${first}${second}`, senderName) ? [`${first} ${second}`, ...rest] : [...words];
}

/** The segments of a signature's lines, closings and the lines of phones and apps left out. */
export function listSegments(lines: readonly string[], senderName: string): Segment[] {
  const segments: Segment[] = [];
  let isNotice = false;
  for (const line of lines) {
    if (line.trim() === '' || isClosing(line) || isSentFrom(line)) {
      continue;
    }
    const name = signedName(line);
    if (name !== null) {
      segments.push({ text: name, label: null, isNotice });
      continue;
    }
    for (const part of splitLine(line, senderName)) {
      isNotice = isNotice || NOTICE.test(part);
      const labelled = LABELS.find(([, pattern]) => pattern.test(part));
      const text = labelled === undefined ? part : part.replace(labelled[1], '').trim();
      if (text !== '') {
        segments.push({ text, label: labelled?.[0] ?? null, isNotice });
      }
    }
  }
  return segments;
}
