/** The named characters that mail programs write; a name that is not here stays as written. */
const NAMED: ReadonlyMap<string, string> = new Map(
  (
    'amp=& lt=< gt=> quot=" apos=\' nbsp=\u00A0 ensp=\u2002 emsp=\u2003 thinsp=\u2009 zwj=\u200D zwnj=\u200C shy=\u00AD hellip=… ndash=– mdash=— ' +
    'lsquo=‘ rsquo=’ sbquo=‚ ldquo=“ rdquo=” bdquo=„ laquo=« raquo=» lsaquo=‹ rsaquo=› bull=• middot=· copy=© reg=® trade=™ deg=° plusmn=± ' +
    'times=× divide=÷ frac12=½ frac14=¼ frac34=¾ sup1=¹ sup2=² sup3=³ micro=µ para=¶ sect=§ euro=€ pound=£ yen=¥ cent=¢ curren=¤ ordf=ª ordm=º ' +
    'iexcl=¡ iquest=¿ brvbar=¦ not=¬ acute=´ cedil=¸ uml=¨ macr=¯ szlig=ß agrave=à aacute=á acirc=â atilde=ã auml=ä aring=å aelig=æ ccedil=ç ' +
    'egrave=è eacute=é ecirc=ê euml=ë igrave=ì iacute=í icirc=î iuml=ï eth=ð ntilde=ñ ograve=ò oacute=ó ocirc=ô otilde=õ ouml=ö oslash=ø ' +
    'ugrave=ù uacute=ú ucirc=û uuml=ü yacute=ý thorn=þ yuml=ÿ Agrave=À Aacute=Á Acirc=Â Atilde=Ã Auml=Ä Aring=Å AElig=Æ Ccedil=Ç Egrave=È ' +
    'Eacute=É Ecirc=Ê Euml=Ë Igrave=Ì Iacute=Í Icirc=Î Iuml=Ï ETH=Ð Ntilde=Ñ Ograve=Ò Oacute=Ó Ocirc=Ô Otilde=Õ Ouml=Ö Oslash=Ø Ugrave=Ù ' +
    'Uacute=Ú Ucirc=Û Uuml=Ü Yacute=Ý THORN=Þ OElig=Œ oelig=œ Scaron=Š scaron=š Yuml=Ÿ fnof=ƒ larr=← uarr=↑ rarr=→ darr=↓ harr=↔ dagger=† Dagger=‡ ' +
    'permil=‰ prime=′ Prime=″ infin=∞ ne=≠ le=≤ ge=≥ minus=− check=✓ star=☆ phone=☎ commat=@ num=# colon=: period=. comma=, lpar=( rpar=) plus=+ ' +
    'equals== vert=| verbar=| sol=/ bsol=\\ lowbar=_ hyphen=‐ dollar=$ percnt=% ast=* excl=! quest=? semi=; NewLine=\n Tab=\t'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
);

/** What browsers read for the numbers 128 to 159, which old programs wrote for windows-1252 (WHATWG HTML, numeric character references). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function decodeNumber(code: number): string {
  if (code >= 0x80 && code <= 0x9f) {
    return WINDOWS_1252.charAt(code - 0x80);
  }
  return Number.isNaN(code) || code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\uFFFD' : String.fromCodePoint(code);
}

/** `text` with its character references as characters. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) {
    return text;
  }
  return text.replace(
    /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,8})|([A-Za-z][A-Za-z0-9]{1,30}));?/gu,
    (all: string, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) {
        return decodeNumber(Number.parseInt(decimal, 10));
      }
      return hex !== undefined ? decodeNumber(Number.parseInt(hex, 16)) : (NAMED.get(name ?? '') ?? all);
    },
  );
}
