import type { OrderColumnRole } from '../../model/capture.ts';
import { toLine } from '../line.ts';

/** A heading without case, accents and marks. */
export function foldHeading(cell: string): string {
  return (
    toLine(cell)
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/ß/gu, 'ss')
      .replace(/[^\p{L}\p{N}#№/°]+/gu, ' ')
      // The currency or the tax beside a heading says nothing of the column.
      .replace(
        /(?<![\p{L}])(?:eur|usd|gbp|chf|cny|rmb|jpy|sek|nok|dkk|pln|cad|aud|mxn|euros?|ht|ttc|netto|brutto|net of vat|excl vat|incl vat|元|円)(?![\p{L}])/gu,
        ' ',
      )
      .replace(/\s+/gu, ' ')
      .trim()
  );
}

/** Headings of order tables in the languages of customers, the more telling ones first: `Preis gesamt` is an amount before it is a price. */
const HEADINGS: readonly (readonly [OrderColumnRole, RegExp])[] = [
  [
    'other',
    /^(?:#|№|no|nr|n ?°|nº|num|pos|position|posten|line|ligne|linea|item no|item #|zeile|lfd nr|序号|序號|项次|項次|行|項番|番号)$|discount|rabatt|remise|descuento|\bdto\b|折扣|割引|値引|\bvat\b|\btax\b|mwst|\bust\b|\btva\b|\biva\b|税率|税额|税額|^(?:消費)?税$|delivery|liefer|livraison|entrega|交货|交期|納期|date|datum|fecha|日期|日付|weight|gewicht|poids|peso|重量|remark|note|bemerkung|备注|備註|備考|stock|bestand|lager|库存|庫存|在庫/u,
  ],
  [
    'amount',
    /^(?:amount|total|line total|subtotal|sub total|sum|value|net|net amount|ext|extended|extension)$|(?:total|ext|extended|line) (?:price|amount|value)|(?:price|preis|prix|precio) (?:total|gesamt)|gesamt|betrag|summe|zeilensumme|positionswert|montant|^total\b|importe|金额|金額|小计|小計|合计|合計|总价|總價|总额|總額/u,
  ],
  ['unitPrice', /unit (?:price|cost)|price|preis|\beach\b|\brate\b|prix|\bp ?u\b|precio|单价|單價|単価|价格|價格|报价|報價|cost per|tarif|tarifa/u],
  [
    'sku',
    /\bsku\b|\bean\b|\bgtin\b|art(?:ikel|icle)? ?(?:nr|no|nummer|number|code)|(?:item|part|product|material|catalog(?:ue)?|stock) ?(?:no|number|nr|code|id|#)|^code$|^codes? article$|best(?:ell)? ?(?:nr|nummer)|^ref(?:erence)?$|^ref\b|referencia|^codigo|^cod\b|货号|貨號|编号|編號|料号|料號|编码|編碼|品番|型番|コード|商品番号/u,
  ],
  [
    'quantity',
    /\bqty\b|quantity|quantities|\bquant\b|menge|anzahl|^anz\b|^nombre$|^nb\b|stuckzahl|^stuck$|^stk$|quantite|\bqte\b|cantidad|\bcant\b|^uds?$|unidades|aantal|quantita|数量|數量|件数|件數|個数|个数|箱数|箱數|^(?:cases|pieces|pcs|packs|boxes|ordered|order)$/u,
  ],
  ['unit', /^(?:unit|units|uom|u m|um|einheit|me|eh|vpe|unite|unidad|单位|單位|単位|packing|gebinde)$/u],
  [
    'product',
    /item|article|artikel|articulo|articolo|product|produit|produkt|producto|prodotto|description|descripcion|designation|bezeichnung|beschreibung|libelle|denominacion|concepto|goods|ware|material|品名|品目|商品|产品|產品|货品|貨品|货物|名称|名稱|物料|物品|描述|製品|摘要|内容/u,
  ],
];

/** What a heading says its column holds. */
export function roleOfHeading(cell: string): OrderColumnRole {
  const text = foldHeading(cell);
  return text === '' || text.length > 60 ? 'other' : (HEADINGS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other');
}

/** What each column of a heading holds, each role once: the first of two wins, and of two products the one that describes. */
export function rolesOfHeading(heading: readonly string[]): OrderColumnRole[] {
  const roles = heading.map(roleOfHeading);
  const describing = heading.findIndex(
    (cell, at) => roles[at] === 'product' && /descr|bezeichnung|beschreib|designation|libelle|名/u.test(foldHeading(cell)),
  );
  const seen = new Set<OrderColumnRole>();
  return roles.map((role, at) => {
    const isKept = role !== 'other' && !seen.has(role) && (role !== 'product' || describing < 0 || at === describing);
    if (isKept) {
      seen.add(role);
    }
    return isKept ? role : 'other';
  });
}

/** True for roles from which an order can be read: what, and how many. */
export function areEnough(roles: readonly OrderColumnRole[]): boolean {
  return (roles.includes('product') || roles.includes('sku')) && roles.includes('quantity');
}

/** Columns that a person put right for one sender. `heading` is folded; tables with the same heading are read so from then on. */
export type LearnedColumns = { readonly sender: string; readonly heading: string[]; readonly roles: OrderColumnRole[] };

/** How many tables of how many senders are remembered. */
const MOST_LEARNED = 200;

/** What was learnt, with one more table; the newest word on a sender's heading counts. */
export function learnColumns(
  learned: readonly LearnedColumns[],
  sender: string,
  heading: readonly string[],
  roles: readonly OrderColumnRole[],
): LearnedColumns[] {
  const folded = heading.map(foldHeading);
  const others = learned.filter((one) => one.sender !== sender || !isSameHeading(one.heading, folded));
  return [...others, { sender, heading: folded, roles: [...roles] }].slice(-MOST_LEARNED);
}

/** The columns of a heading as they were put right for this sender, or null. */
export function recallColumns(learned: readonly LearnedColumns[], sender: string, heading: readonly string[]): readonly OrderColumnRole[] | null {
  const folded = heading.map(foldHeading);
  return learned.find((one) => one.sender === sender && isSameHeading(one.heading, folded))?.roles ?? null;
}

function isSameHeading(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, at) => cell === other[at]);
}
