import { wordSet } from './words.ts';

/** Letters of a closing phrase: lower case, without accents and punctuation, so that `Grüße,` and `Gruesse` may stand alike. */
export function foldPhrase(line: string): string {
  return line
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/gu, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whole phrases with which letters close, folded. */
const CLOSINGS = wordSet(
  [
    // English
    'regards|best regards|kind regards|warm regards|warmest regards|kindest regards|many regards|with regards|with best regards|with kind regards|regards and thanks|thanks and regards|thanks regards|thank you and regards|thanks and best regards',
    'best|all best|all the best|best wishes|with best wishes|warm wishes|sincerely|sincerely yours|yours sincerely|yours truly|yours faithfully|faithfully|respectfully|cordially|cheers|thanks|many thanks|thanks a lot|thanks again|thank you|thank you very much|thanks in advance|thank you in advance|thx|tks|rgds|br|kr|take care|talk soon|speak soon|have a great day|have a nice day|have a good day|looking forward|with appreciation|with thanks|warmly|yours|ciao',
    // German
    'mit freundlichen grussen|mit freundlichem gruss|freundliche grusse|freundlicher gruss|mit besten grussen|beste grusse|bester gruss|viele grusse|viele liebe grusse|liebe grusse|lieber gruss|herzliche grusse|mit herzlichen grussen|schone grusse|sonnige grusse|grusse|gruss|mfg|lg|vg|bg|hg|hochachtungsvoll|vielen dank|danke|herzlichen dank|besten dank|danke und gruss|vielen dank und freundliche grusse|vielen dank und beste grusse|vielen dank und viele grusse|mit freundlichen gruessen|freundliche gruesse|viele gruesse|beste gruesse|liebe gruesse|gruesse',
    // French
    'cordialement|bien cordialement|tres cordialement|bien a vous|bien a toi|sinceres salutations|salutations|meilleures salutations|salutations distinguees|sincerement|respectueusement|amicalement|bonne journee|bonne soiree|bonne reception|merci|merci d avance|merci beaucoup|cdlt|cdt|bien amicalement|avec mes remerciements|bises',
    // Spanish
    'saludos|un saludo|saludos cordiales|un cordial saludo|cordiales saludos|cordialmente|atentamente|muy atentamente|atte|un abrazo|abrazos|gracias|muchas gracias|gracias de antemano|gracias y saludos|saludos y gracias|reciba un cordial saludo|le saluda atentamente|sin otro particular|quedo a su disposicion',
    // Italian, Portuguese, Dutch, Nordic, Polish, Russian
    'cordiali saluti|distinti saluti|saluti|un saluto|grazie|grazie mille|atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|obrigado|obrigada|abracos|att|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|hartelijke groeten|groeten|groet|mvg|bedankt|med vanlig halsning|vanliga halsningar|med vennlig hilsen|vennlig hilsen|hilsen|mvh|med venlig hilsen|venlig hilsen|ystavallisin terveisin|terveisin|pozdrawiam|z powazaniem|serdecznie pozdrawiam|с уважением|всего доброго|спасибо',
  ].join('|'),
);

/** Closings in Chinese and Japanese, at the start of a line; the line may go on with a mark. */
const CJK_CLOSING =
  /^[\s　]*(?:此致|敬礼|敬禮|顺颂商祺|順頌商祺|顺祝商祺|順祝商祺|祝商祺|商祺|祝好|谨上|謹上|敬上|敬启|敬啟|顺颂|順頌|顺祝|順祝|祝您?(?:工作)?(?:顺利|愉快|順利)|谢谢|謝謝|感谢|感謝|多谢|此致敬礼|以上、?よろしく|よろしくお願い|宜しくお願い|何卒よろしく|何卒宜しく|どうぞよろしく|敬具|草々|以上|ありがとうございます)/u;

const SENT_FROM =
  /^(?:sent (?:from|with|via|using) (?:my |a |the )?\S|get outlook for|von meinem .{1,40} gesendet|gesendet (?:mit|von|über) \S|envoyé (?:de|depuis|à partir de) \S|télécharger outlook|enviado desde \S|inviato da \S|enviado do meu|verzonden (?:vanaf|met|via) \S|verstuurd vanaf|sendt fra \S|skickat från|lähetetty \S|发自我的|發自我的|从我的.{1,20}发送|從我的.{1,20}傳送|.{0,20}から送信|отправлено (?:с|из) \S)/iu;

/** True where a line closes a letter: `Best regards,`, `Mit freundlichen Grüßen`, `此致`. */
export function isClosing(line: string): boolean {
  const text = line.trim();
  if (text === '' || text.length > 60) {
    return false;
  }
  return CLOSINGS.has(foldPhrase(text)) || (text.length <= 30 && CJK_CLOSING.test(text));
}

/** True for the line that a phone or an app adds: `Sent from my iPhone`. */
export function isSentFrom(line: string): boolean {
  return line.length <= 120 && SENT_FROM.test(line.trim());
}

/** The rest of a line that closes and signs at once (`Thanks, Anna`, `Viele Grüße Anna Berg`), or null. */
export function signedName(line: string): string | null {
  const text = line.trim();
  if (text.length > 60) {
    return null;
  }
  const words = text.split(/\s+/u);
  for (let count = Math.min(words.length - 1, 6); count >= 1; count -= 1) {
    const rest = words
      .slice(count)
      .join(' ')
      .replace(/^[-–—,]+\s*/u, '');
    if (words.length - count <= 4 && isClosing(words.slice(0, count).join(' ')) && /^\p{Lu}/u.test(rest)) {
      return rest;
    }
  }
  return null;
}
