const STREET =
  /\p{L}(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee|laan|straat|plein|gatan|vej|gade)\s*\d|\b(?:straße|strasse|platz|allee|weg)\s+\d|^\d{1,6}[A-Za-z]?,?\s+(?:[\p{L}\d.'-]+\s+){0,5}(?:street|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.?|boulevard|blvd\.?|way|court|ct\.?|square|sq\.?|parkway|pkwy|highway|hwy|close|terrace|place|pl\.?|row|quay|crescent|circle|gardens|wharf)(?=$|[\s,.])|\b\d{1,5},?\s*(?:bis\s|ter\s)?,?\s*(?:rue|avenue|av\.|boulevard|bd\.?|place|allée|chemin|quai|cours|impasse|route|passage|square|faubourg)\s|\b(?:calle|c\/|avenida|avda\.?|av\.|plaza|pza\.?|paseo|pº|carrer|carretera|ronda|camino|polígono|via|viale|corso|piazza|rua)\s*.{2,60}\d|\b(?:p\.?\s?o\.?\s?box|postfach|apartado|boîte postale|b\.p\.)\s*\d/iu;
const POSTCODE =
  /\b(?:D|A|CH|F|E|I|B|L)-\d{4,5}\s+\p{Lu}|(?:^|[\s,])\d{5}\s+\p{Lu}\p{L}+|(?:^|[\s,])\d{4}\s+\p{Lu}\p{Ll}+|\b\d{4}\s?[A-Z]{2}\s+\p{Lu}|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|\b[A-Z]{2}\.?,?\s+\d{5}(?:-\d{4})?\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|〒\s?\d{3}-?\d{4}|邮编\s*[:：]?\s*\d{6}|\b\d{3}\s\d{2}\s+\p{Lu}\p{Ll}/u;
const CJK_PLACE =
  /(?:省|市|自治区|特别行政区).{1,20}(?:区|區|县|縣|路|街|道|镇|大道)|(?:路|街|道|巷|弄).{0,12}\d+\s*(?:号|號|弄)|(?:東京都|北海道|大阪府|京都府|[\p{Script=Han}]{2,3}県).{1,30}(?:区|市|町|村|丁目|\d)/u;

/** How surely a line is part of a postal address: 2 for a street or a CJK address, 1 for a place with its post code, 0 for neither. */
export function postalWeight(line: string): 0 | 1 | 2 {
  const text = line.trim();
  if (text.length < 5 || text.length > 160 || /@|https?:|www\./iu.test(text)) {
    return 0;
  }
  return STREET.test(text) || CJK_PLACE.test(text) ? 2 : POSTCODE.test(text) ? 1 : 0;
}
