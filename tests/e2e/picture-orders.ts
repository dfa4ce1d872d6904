import { createChance } from '../../server/demo/chance.ts';
import { aFirm, aName, products, teams } from '../../server/demo/cast.ts';

const DAY_MS = 86_400_000;
const SHOPS = 160;
const DAYS = 500;

/** A shop that writes the mails of the pictures, with a rhythm that can be told. */
const cradle = { name: 'Siobhán Ní Dhuibhir', company: 'The Cradle & Co.', email: 'siobhan@cradle.example' };
const GAPS = [20, 22, 19, 21, 23, 20, 21, 24, 19, 21, 22, 20, 18, 21, 20, 22];

/** A table of orders of a small wholesale for the pictures: enough shops and months for tiers, rhythms and what is to be expected. */
export function makeOrderTable(todayMs: number): string {
  const chance = createChance(41);
  const rows = ['customer,company,email,date,order,product,quantity,amount,currency'];
  let number = 20_100;
  const add = (shop: typeof cradle, daysAgo: number, scale: number): void => {
    number += 1 + chance.between(0, 4);
    const date = new Date(todayMs - daysAgo * DAY_MS).toISOString().slice(0, 10);
    for (const product of products.slice(0, chance.between(1, 3))) {
      const quantity = Math.max(1, Math.round(scale * chance.between(3, 9)));
      const cells = [shop.name, shop.company, shop.email, date, `SO-${number}`, product.name, quantity, (quantity * product.priceMinor) / 100, 'GBP'];
      rows.push(cells.map((cell) => `"${cell}"`).join(','));
    }
  };
  for (let at = 0; at < SHOPS; at += 1) {
    const team = teams[at % 2] ?? teams[0];
    const shop = { name: aName(team, chance), company: aFirm(team, chance, at), email: `buyer${at}@shop.example` };
    const [gap, scale] = [chance.between(14, 60), 0.3 + 2 * chance.share() ** 2];
    const until = chance.share() < 0.25 ? chance.between(90, 300) : 0;
    for (let day = DAYS - chance.between(0, 120); day > until; day -= Math.max(4, Math.round(gap * (0.7 + 0.6 * chance.share())))) {
      add(shop, day, scale);
    }
  }
  let daysAgo = 18;
  for (const gap of [0, ...GAPS]) {
    daysAgo += gap;
    add(cradle, daysAgo, 2.4);
  }
  return rows.join('\n');
}
