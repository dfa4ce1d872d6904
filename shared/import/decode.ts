/** The encodings in which tables and cards come from other programs, under the names of the Encoding Standard. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Why an encoding was taken; the sentence for it is in shared/text. */
export type EncodingReason = 'mark' | 'plain' | 'valid' | 'mostly-valid' | 'zeros' | 'common-chinese' | 'common-traditional' | 'western' | 'chosen';

/** The encoding of a file and why it was taken. */
export type EncodingGuess = { readonly encoding: Encoding; readonly reason: EncodingReason };

/** Guessing looks at this much of a file; headings and a few hundred rows tell it. */
const SAMPLE_BYTES = 256 * 1024;
/** One broken byte among this many good letters is damage, not another encoding. */
const GOOD_FOR_ONE_BAD = 20;

/**
 * Characters that stand in nearly every Chinese table: headings of address books, and the commonest of all texts, each
 * in one script only where the scripts differ. They decide between two readings that are both possible.
 */
const COMMON =
  '姓名公司电话電話手机手機邮箱郵箱邮件郵件信箱地址职位職位职务職務职称職稱部门部門客户客戶联系人聯絡人联系方式备注備註性别性別生日国家國家省市区區街道路号號楼樓层層网址網址来源來源行业行業编号編號名称名稱传真傳真微信日期负责人負責人有限技术技術科技股份集团集團北京上海广州深圳台北市台中高雄县縣的一是不了在人有我他这這中大来來上个個到说說们們为為子和你地出道也时時年得就那要下以生会會自着去之过過家学學对對可里裡后後小么麼心多天而能好都然没沒日于起还還发發成事只作当當想看文无無开開手十用主行方又如前所本见見经經头頭面公同三已老从從动動两兩长長李王张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡林郭何高';
const common = new Set(COMMON);

/** What the bytes of a file are most likely written in, and why. */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { encoding: 'utf-8', reason: 'mark' };
  }
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { encoding: first === 0xff ? 'utf-16le' : 'utf-16be', reason: 'mark' };
  }
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const wide = guessWide(sample);
  if (wide !== undefined) {
    return { encoding: wide, reason: 'zeros' };
  }
  const { good, bad } = countUtf8(bytes);
  if (bad === 0) {
    return { encoding: 'utf-8', reason: good === 0 ? 'plain' : 'valid' };
  }
  if (good >= bad * GOOD_FOR_ONE_BAD) {
    return { encoding: 'utf-8', reason: 'mostly-valid' };
  }
  return guessOld(sample);
}

/** The text of a file's bytes without the mark of byte order; what is no letter of the encoding becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: Encoding = guessEncoding(bytes).encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** UTF-16 without a mark: in every table there are letters, figures and separators of which one byte is zero. */
function guessWide(sample: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    zeros[at % 2] = (zeros[at % 2] ?? 0) + (byte === 0 ? 1 : 0);
  });
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 20;
  return odd > enough && odd > even * 4 ? 'utf-16le' : even > enough && even > odd * 4 ? 'utf-16be' : undefined;
}

/** Letters of more than one byte that are right in UTF-8, and bytes that are in no such letter. */
function countUtf8(bytes: Uint8Array): { readonly good: number; readonly bad: number } {
  let good = 0;
  let bad = 0;
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    let end = at + 1;
    while (end < at + length && ((bytes[end] ?? 0) & 0xc0) === 0x80) {
      end += 1;
    }
    const isWhole = length > 0 && end === at + length;
    good += isWhole ? 1 : 0;
    bad += isWhole ? 0 : 1;
    at = isWhole ? end : at + 1;
  }
  return { good, bad };
}

/**
 * GB18030, Big5 or windows-1252, by how much of what is no ASCII each can explain: both Chinese encodings keep their
 * commonest characters in one region (GB 2312 level 1: B0-D7 with A1-FE; Big5 level 1: A4-C6), and letters with marks
 * stand alone among plain ones. Common characters decide between readings that explain as much.
 */
function guessOld(sample: Uint8Array): EncodingGuess {
  const chinese = share(sample, (lead, trail) =>
    lead === 0x80 || (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1)
      ? 1
      : trail === 0
        ? 0
        : lead >= 0xa1 && lead <= 0xa9 && trail >= 0xa1
          ? 0.8
          : 0.3,
  );
  const traditional = share(sample, (lead, trail) =>
    !((trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1)
      ? 0
      : lead >= 0xa4 && lead <= 0xc6
        ? 1
        : lead >= 0xa1 && lead <= 0xa3
          ? 0.8
          : lead >= 0xc9 && lead <= 0xf9
            ? 0.5
            : 0,
  );
  const scores = [
    { encoding: 'gb18030', reason: 'common-chinese', score: chinese + commonIn(sample, 'gb18030') },
    { encoding: 'big5', reason: 'common-traditional', score: traditional + commonIn(sample, 'big5') },
    { encoding: 'windows-1252', reason: 'western', score: westernShare(sample) * 1.2 },
  ] as const;
  const [best] = scores.toSorted((a, b) => b.score - a.score);
  return { encoding: best?.encoding ?? 'windows-1252', reason: best?.reason ?? 'western' };
}

/** How well pairs of bytes fit, 0 to 1: the mean of `worth` over all bytes that are no ASCII and the bytes that follow them. */
function share(sample: Uint8Array, worth: (lead: number, trail: number) => number): number {
  let sum = 0;
  let pairs = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const lead = sample[at] ?? 0;
    if (lead >= 0x80) {
      const trail = sample[at + 1] ?? 0;
      // Code page 936 has the euro sign as one byte.
      const isPair = lead !== 0x80 && trail >= 0x40;
      sum += worth(lead, isPair ? trail : 0);
      pairs += 1;
      at += isPair ? 1 : 0;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}

/** The part of the Chinese characters of a reading that are common ones, 0 to 1. */
function commonIn(sample: Uint8Array, encoding: Encoding): number {
  let known = 0;
  let all = 0;
  for (const character of decodeText(sample, encoding)) {
    if (character >= '\u0080') {
      all += 1;
      known += common.has(character) ? 1 : 0;
    }
  }
  return all === 0 ? 0 : known / all;
}

/** The part of the bytes above ASCII that are letters with marks beside plain letters, or the quotes and dashes of windows-1252. */
function westernShare(sample: Uint8Array): number {
  const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  let fit = 0;
  let all = 0;
  sample.forEach((byte, at) => {
    if (byte < 0x80) {
      return;
    }
    const [before, after] = [sample[at - 1] ?? 0, sample[at + 1] ?? 0];
    const isMarked = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7;
    const isSign = byte >= 0x80 && byte <= 0xbf && before < 0x80 && after < 0x80;
    all += 1;
    fit += (isMarked && before < 0x80 && after < 0x80 && (isLetter(before) || isLetter(after))) || isSign ? 1 : 0;
  });
  return all === 0 ? 0 : fit / all;
}
