import { foldPhrase } from './closings.ts';
import { hasCjk } from './names.ts';

/** Legal forms as they stand at the end of a company's name. Short ones are read in their own letter case only. */
const LEGAL_FORM =
  /(?:^|[\s,])(?:(?:GmbH|gGmbH|mbH)(?:\s*&\s*Co\.?\s*(?:KGaA|KG|OHG))?|AG\s*&\s*Co\.?\s*KG(?:aA)?|AG|KG|KGaA|OHG|GbR|UG(?:\s*\(haftungsbeschränkt\))?|e\.\s?K(?:fm)?\.?|e\.\s?V\.|eG|SE|Co\.?,?\s*(?:Ltd|Limited|Inc|LLC)\.?|Pty\.?\s*Ltd\.?|Pte\.?\s*Ltd\.?|Ltd\.?|Limited|LTD\.?|Ltda\.?|LLC|L\.L\.C\.|LLP|L\.P\.|Inc\.?|INC\.?|Incorporated|Corp\.?|Corporation|PLC|plc|P\.L\.C\.|S\.?A\.?S\.?U?|SARL|S\.?A\.?R\.?L\.?|S\.à\s?r\.l\.|EURL|S\.A\.(?:\s?de\sC\.V\.)?|SA|S\.L\.U?\.?|SLU?|S\.?R\.?L\.?|S\.?p\.?A\.?|SpA|B\.?V\.?|N\.V\.|NV|VOF|A\/S|ApS|AB|Oyj?|Sp\.\s?z\s?o\.?\s?o\.?|s\.r\.o\.|a\.s\.|Kft\.?|Zrt\.?|d\.o\.o\.|K\.K\.|Co\.)\s*$/u;
const CJK_LEGAL_FORM = /(?:有限责任公司|股份有限公司|股份公司|有限公司|集团|集團|公司|株式会社|有限会社|合同会社|商会|\(株\)|（株）|㈱|주식회사)/u;

/** True where a text ends in a legal form, or holds a Chinese, Japanese or Korean one. */
export function hasLegalForm(text: string): boolean {
  return hasCjk(text) ? CJK_LEGAL_FORM.test(text) && text.length <= 40 : LEGAL_FORM.test(text) && text.replace(LEGAL_FORM, '').trim().length > 1;
}

/** True where a company's name and the name in a mail domain are one: `Berg Kaffee GmbH` and `berg-kaffee`. */
export function agreesWithDomain(company: string, label: string | null): boolean {
  if (label === null) {
    return false;
  }
  const words = foldPhrase(company.replace(LEGAL_FORM, '')).split(' ');
  const joined = words.join('');
  const name = foldPhrase(label).replace(/\s/gu, '');
  if (name.length < 2 || joined.length < 2) {
    return false;
  }
  const plain = name.replace(/ae|oe|ue/gu, (pair) => pair.charAt(0));
  return [name, plain].some(
    (candidate) =>
      joined === candidate ||
      (candidate.length >= 4 && joined.startsWith(candidate)) ||
      (joined.length >= 4 && candidate.startsWith(joined)) ||
      (candidate.length >= 4 && words.includes(candidate)) ||
      (candidate.length >= 3 && words.length >= 3 && words.map((word) => word.charAt(0)).join('') === candidate),
  );
}

/** A company's name as a domain lets guess it: `berg-kaffee` as `Berg Kaffee`. */
export function guessCompany(label: string): string {
  return label
    .split(/[-_]/u)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** A company's name without its legal form: `Kleine Eule GmbH & Co. KG` as `Kleine Eule`, `上海小橡果有限公司` as `上海小橡果`. */
export function withoutLegalForm(name: string): string {
  const bare = name.replace(LEGAL_FORM, '').replace(CJK_LEGAL_FORM, '').trim();
  return bare === '' ? name : bare;
}
