import { QUOTE_MARK } from '../marks.ts';

/** What a line is to the quote rules. */
export type LineKind = 'empty' | 'text' | 'quoted' | 'forward' | 'attribution' | 'weak-attribution';

/** A line longer than this is somebody's paragraph. */
const MAX_ATTRIBUTION_LENGTH = 300;
/** Mail programs wrap an attribution at 70 to 80 columns. */
const MAX_ATTRIBUTION_LINES = 4;

/** "wrote" as mail programs say it before a quote, in the form that ends the line. */
const WROTE_LAST =
  /(?:\bwrote|\bwrites|\bsent|a écrit|\bécrit|escribió|ha scritto|scritto|escreveu|\bschreef|\bschrieb|\bskrev|kirjoitti|\bpisze|napisał(?:\(a\)|a)?|napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?|пишет|написал(?:\(а\)|а)?|пише|написав(?:\(ла\))?|írta|yazdı|đã viết|έγραψε|a scris|כתב(?:\/ה)?|כתבה|كتب|写道|寫道|写到|寫到|已写入|のメッセージ|が書きました|さんは書きました|님이 작성|작성)\s?[:：]?[\s_*-]*$/iu;
/** The same where the name follows: `Am 3.4. schrieb Anna:`. */
const WROTE_INSIDE = /\s(?:wrote|schrieb|schreef|skrev|ha scritto|a écrit|escribió|escreveu)\s.{1,120}[:：]\s*$/iu;
/** The words that such a line begins with. */
const OPENERS =
  /^[-_*\s>]*(?:on|le|am|op|den|el|il|em|in data|w dniu|dnia|dne|pe|ke|ma|ti|to|su|la|lö|в|vào|στις|em data|at|on the|在|ср|чт|пн|вт|пт|сб|вс|\d|\p{L}{2,4}[.,]?\s+\d)/iu;

/** A day or a time of day, as any of those lines holds one. */
const DATE = /\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[:.h]\d{2}\b/u;
const ADDRESS = /[^\s<>@"(]{1,64}@[^\s<>@")]{1,255}/u;
/** `2026/3/2 Anna Berg <anna@acme.example>` and `Mon, 2 Mar 2026 10:00 +0100 from Anna <anna@acme.example>:` */
const DATE_AND_PERSON =
  /^(?:\D{0,12}\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\d{1,2}:\d{2}\b|\p{L}{2,12},\s+\d{1,2}\s+\p{L}{3,12}\s+\d{4}\b).{0,160}[<[(]?[^\s<>@]{1,64}@[^\s<>@]{1,255}[>\])]?\s?:?\s*$/iu;

/** `…, Anna Berg <anna@acme.example>:` with a time somewhere before it, in any language. */
const PERSON_LAST = /<[^\s<>@]{1,64}@[^\s<>@]{1,255}\s?>\s?[:：]\s*$/u;

const ORIGINAL =
  /^[\s>]*(?:[-_*=]{2,}\s*)(?:original message|original mail|reply message|original appointment|ursprüngliche nachricht|original-nachricht|originalnachricht|antwort nachricht|oprindelig (?:meddelelse|besked)|original ?meddelande|ursprungligt meddelande|opprinnelig melding|alkuperäinen viesti|message d['’]origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|eredeti üzenet|исходное сообщение|оригинальное сообщение|原始邮件|原始郵件|原邮件|原始信件|元のメッセージ|원본 메시지|original)\s*[-_*=]{0,}\s*$/iu;
const ORIGINAL_BARE = /^\s*(?:ursprüngliche nachricht|-+ ?original message ?-*)\s*-*\s*$/iu;
const FORWARDED =
  /^[\s>]*[-_*]{2,}\s*(?:forwarded message|begin forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|转发邮件信息|转发的邮件|轉寄郵件|轉寄的郵件|転送メッセージ|forwarded by .{1,80})\s*[-_*]*\s*$|^\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié|inicio del mensaje reenviado)\s*:\s*$/iu;

/** The labels of a header block that Outlook and others put above the quoted mail, by what they say. */
const FROM_LABEL =
  /^[\s>*_]*(?:from|von|de|da|van|fra|från|frå|od|от|від|feladó|kimden|lähettäjä|expéditeur|remitente|发件人|發件人|寄件者|寄件人|差出人|送信者|보낸 사람|จาก|từ|από)[*_]*\s?[:：]/iu;
const OTHER_LABEL =
  /^[\s>*_]*(?:sent|date|to|cc|bcc|subject|reply-to|importance|attachments?|gesendet|datum|an|betreff|kopie|antwort an|wichtigkeit|envoyé|date|à|a|objet|enviado(?: el)?|fecha|para|asunto|data|oggetto|inviato|assunto|enviada(?: em)?|verzonden|aan|onderwerp|sendt|dato|til|emne|skickat|till|ämne|lähetetty|päivä(?:ys)?|vastaanottaja|aihe|wysłano|do|temat|odesláno|komu|předmět|отправлено|дата|кому|тема|küldve|dátum|címzett|tárgy|tarih|kime|konu|发送时间|發送時間|发送日期|日期|寄件日期|收件人|收件者|抄送|副本|主题|主題|主旨|送信日時|日時|宛先|件名|보낸 날짜|받는 사람|제목)[*_]*\s?[:：]/iu;
const RULE = /^[\s>]*(?:_{5,}|-{5,}|={5,})\s*$/u;

/** True where the lines from `at` are the header block of a quoted mail: a sender and one more label, or three labels with an address. */
function countHeaderBlock(lines: readonly string[], at: number): number {
  let from = 0;
  let others = 0;
  let addresses = 0;
  let end = at;
  for (let index = at; index < lines.length && index < at + 10; index += 1) {
    const line = (lines[index] ?? '').slice(0, MAX_ATTRIBUTION_LENGTH);
    if (FROM_LABEL.test(line)) {
      from += 1;
    } else if (OTHER_LABEL.test(line)) {
      others += 1;
    } else if (line.trim() === '' && index > at) {
      break;
    } else if (index === at) {
      return 0;
    } else if (index - end > 1) {
      break;
    } else {
      // A folded line, such as the second line of many recipients.
      continue;
    }
    addresses += ADDRESS.test(line) ? 1 : 0;
    end = index;
  }
  const isBlock = (from > 0 && others > 0 && FROM_LABEL.test(lines[at] ?? '')) || (from > 0 && others > 1 && addresses > 0);
  return isBlock ? end - at + 1 : 0;
}

/** How many lines from `at` are one attribution ("On Monday Anna wrote:"), and whether it names a time or an address. */
function countAttribution(lines: readonly string[], at: number): { count: number; strong: boolean } {
  let joined = '';
  for (let count = 1; count <= MAX_ATTRIBUTION_LINES; count += 1) {
    const line = lines[at + count - 1];
    // Gmail may fold right before the `>` that closes the address.
    if (line === undefined || line.trim() === '' || (line.startsWith('>') && !(count > 1 && /^>\s*[:：]?\s*$/u.test(line)))) {
      break;
    }
    joined = count === 1 ? line.trim() : `${joined} ${line.trim()}`;
    if (joined.length > MAX_ATTRIBUTION_LENGTH) {
      break;
    }
    const strong = DATE.test(joined) || ADDRESS.test(joined);
    const bare = joined.replace(/^[\s*_>-]+/u, '');
    const opens = OPENERS.test(joined);
    if (
      (WROTE_LAST.test(joined) && (opens || strong) && (count === 1 || opens || DATE.test(lines[at] ?? ''))) ||
      (WROTE_INSIDE.test(joined) && strong)
    ) {
      return { count, strong };
    }
    if (count <= 2 && (DATE_AND_PERSON.test(bare) || (PERSON_LAST.test(joined) && DATE.test(joined)))) {
      return { count, strong: true };
    }
  }
  return { count: 0, strong: false };
}

/** True for the rest of a quoted line that a mail program folded without a mark: it goes on in lower case, between quoted lines. */
function isFoldedQuote(lines: readonly string[], at: number): boolean {
  const before = lines[at - 1] ?? '';
  return /^\s{0,3}>/u.test(before) && before.length >= 60 && /^\p{Ll}/u.test(lines[at] ?? '') && /^\s{0,3}>/u.test(lines[at + 1] ?? '');
}

/** What each line is. */
export function markLines(lines: readonly string[]): LineKind[] {
  const kinds: LineKind[] = [];
  while (kinds.length < lines.length) {
    const at = kinds.length;
    const line = lines[at] ?? '';
    const short = line.slice(0, MAX_ATTRIBUTION_LENGTH);
    const add = (kind: LineKind, count: number): void => {
      kinds.push(...Array.from<LineKind>({ length: count }).fill(kind));
    };
    if (line === QUOTE_MARK) {
      add('attribution', 1);
    } else if (line.trim() === '') {
      add('empty', 1);
    } else if (FORWARDED.test(short) && line.length === short.length) {
      add('forward', 1);
    } else if (/^\s{0,3}>/u.test(line) || isFoldedQuote(lines, at)) {
      add('quoted', 1);
    } else if (ORIGINAL.test(short) || ORIGINAL_BARE.test(short)) {
      add('attribution', 1);
    } else {
      const block = countHeaderBlock(lines, RULE.test(short) ? at + 1 : at);
      const attribution = block > 0 ? { count: block + (RULE.test(short) ? 1 : 0), strong: true } : countAttribution(lines, at);
      if (attribution.count > 0) {
        add(attribution.strong ? 'attribution' : 'weak-attribution', attribution.count);
      } else {
        add('text', 1);
      }
    }
  }
  return kinds.slice(0, lines.length);
}
