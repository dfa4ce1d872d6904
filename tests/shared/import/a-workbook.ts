import { strToU8, zipSync } from 'fflate';

/** One cell: a text, a number, a day by its serial number, or XML as a program would write it. */
export type Cell = string | number | { readonly day: number } | { readonly xml: string };

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The letters of a column: 0 is `A`. */
function lettersOf(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : `${lettersOf(Math.floor(place / 26) - 1)}${lettersOf(place % 26)}`;
}

/** A workbook with these sheets, its texts shared as Excel keeps them. */
export function aWorkbook(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>, extra: Readonly<Record<string, string>> = {}): Uint8Array {
  const shared: string[] = [];
  const at = new Map<string, number>();
  const share = (text: string): number => {
    const known = at.get(text) ?? shared.push(text) - 1;
    at.set(text, known);
    return known;
  };
  const cellOf = (cell: Cell, reference: string): string => {
    if (typeof cell === 'string') {
      return cell === '' ? '' : `<c r="${reference}" t="s"><v>${share(cell)}</v></c>`;
    }
    return typeof cell === 'number'
      ? `<c r="${reference}"><v>${cell}</v></c>`
      : 'day' in cell
        ? `<c r="${reference}" s="1"><v>${cell.day}</v></c>`
        : cell.xml.replace('<c', `<c r="${reference}"`);
  };
  const names = Object.keys(sheets);
  const parts: Record<string, string> = {};
  Object.values(sheets).forEach((rows, index) => {
    const body = rows
      .map((cells, row) => `<row r="${row + 1}">${cells.map((cell, place) => cellOf(cell, `${lettersOf(place)}${row + 1}`)).join('')}</row>`)
      .join('');
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="m"><sheetData>${body}</sheetData></worksheet>`;
  });
  parts['xl/workbook.xml'] =
    `<?xml version="1.0"?><workbook xmlns="m" xmlns:r="r"><sheets>${names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`;
  parts['xl/_rels/workbook.xml.rels'] =
    `<Relationships xmlns="p">${names.map((_, index) => `<Relationship Id="rId${index + 1}" Type="t" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`;
  parts['xl/styles.xml'] =
    '<styleSheet xmlns="m"><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs></styleSheet>';
  parts['xl/sharedStrings.xml'] = `<sst xmlns="m">${shared.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`;
  const files = { ...parts, ...extra };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level: 6 });
}
