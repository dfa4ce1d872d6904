import type { Chance } from './chance.ts';

/** Who plays in the sample team. Everybody is made up; the domains are reserved for examples (RFC 2606). */

export type Rep = { readonly email: string; readonly name: string };
export type Team = {
  readonly name: string;
  readonly places: readonly [string, ...string[]];
  readonly reps: readonly [Rep, ...Rep[]];
  readonly given: readonly [string, ...string[]];
  readonly family: readonly [string, ...string[]];
  readonly firms: readonly [string, ...string[]];
  readonly forms: readonly [string, ...string[]];
  /** Chinese names have the family name first and no space. */
  readonly isHan: boolean;
};

export const teams: readonly [Team, ...Team[]] = [
  {
    name: 'Leeds',
    places: ['Leeds', 'Harrogate', 'York', 'Bradford', 'Wakefield'],
    reps: [
      { email: 'rep@demo.example', name: 'Tom Aldous' },
      { email: 'priya@demo.example', name: 'Priya Raman' },
      { email: 'owen@demo.example', name: 'Owen Harcastle' },
    ],
    given: [
      'Hannah',
      'Caroline',
      'Siobhán',
      'Oluwaseun',
      'Beatrix',
      'Mohammed',
      'Gwendolyn',
      'Declan',
      'Niamh',
      'Percival',
      'Rosalind',
      'Tomasz',
      'Fatima',
    ],
    family: [
      'Whitfield',
      'Okafor',
      'Ní Dhuibhir',
      'Adebayo-Featherstone',
      'Harrow',
      'Iqbal',
      'Pryce',
      'Fairweather',
      'Gallagher',
      'Oyelaran',
      'Achter',
      'Wiśniewski',
    ],
    firms: [
      'Little Acorn',
      'Mothercraft',
      'The Cradle',
      'Tiny Steps',
      'Harbour Baby',
      'Ridge Parents',
      'Otley Nursery',
      'Wharfe Infants',
      'Chapel Toys',
    ],
    forms: ['Ltd', '& Co.', 'Supplies Ltd', 'Co-operative', 'Stores'],
    isHan: false,
  },
  {
    name: 'Hamburg',
    places: ['Hamburg', 'Lübeck', 'Bremen', 'Kiel', 'Lüneburg'],
    reps: [
      { email: 'jonas@demo.example', name: 'Jonas Petersen' },
      { email: 'wiebke@demo.example', name: 'Wiebke Carstens' },
      { email: 'arne@demo.example', name: 'Arne Holm' },
    ],
    given: ['Mareike', 'Linnea', 'Torsten', 'Jan-Philipp', 'Ulrike', 'Annegret', 'Henrike', 'Sören', 'Kirsten', 'Jörg', 'Anke'],
    family: ['Thomsen', 'Bergström', 'Lindenhof', 'Ostermann', 'Sommerfeld', 'Möller-Siebenthal', 'van der Velde', 'Vogelsang', 'Brandt', 'Weiß'],
    firms: ['Kleine Eule', 'Vinterbarn', 'Lindenhof Kinderwelt', 'Storchennest', 'Elbkinder', 'Windelwelt', 'Hansekind', 'Kinderstube'],
    forms: ['GmbH', 'GmbH & Co. KG', 'e.K.', 'KG', 'Babyfachmarkt GmbH'],
    isHan: false,
  },
  {
    name: 'Shanghai',
    places: ['Shanghai', 'Suzhou', 'Hangzhou', 'Taipei', 'Nanjing'],
    reps: [
      { email: 'wen@demo.example', name: '温晓楠' },
      { email: 'li@demo.example', name: '李承远' },
      { email: 'huang@demo.example', name: '黃子晴' },
    ],
    given: ['佳颖', '娜仁', '文博', '怡君', '嘉宁', '思远', '曼琪', '雅筑', '冠宇', '子涵', '晓明'],
    family: ['林', '欧阳', '蔺', '陈', '徐', '诸葛', '苏', '张', '黄', '周', '王'],
    firms: ['上海小橡果', '上海蓝鲸', '苏州河畔', '静安亲亲宝贝', '虹口小鹿', '小树苗', '暖窝', '大树下'],
    forms: ['母婴用品有限公司', '婴童生活馆', '亲子超市有限公司', '选品有限公司'],
    isHan: true,
  },
];

/** The lead of the sample team; whoever opens the demo's link is signed in as this user. */
export const LEAD_EMAIL = 'lead@demo.example';
/** The rep whose browser the demo pairs. */
export const REP_EMAIL = 'rep@demo.example';

/** One technician for each team, in its order. */
export const technicians: readonly Rep[] = [
  { email: 'sam@demo.example', name: 'Sam Ferrier' },
  { email: 'birte@demo.example', name: 'Birte Nansen' },
  { email: 'zhao@demo.example', name: '赵一鸣' },
];

/** What the sample team sells; prices are minor units. */
export const products = [
  { name: 'Formula Stage 1, 900 g', category: 'Formula', unit: 'tin', priceMinor: 1290 },
  { name: 'Formula Stage 2, 900 g', category: 'Formula', unit: 'tin', priceMinor: 1350 },
  { name: 'Nappies, size 3', category: 'Nappies', unit: 'pack', priceMinor: 990 },
  { name: 'Wipes, carton of 12', category: 'Care', unit: 'carton', priceMinor: 1428 },
  { name: 'Oat cereal', category: 'Food', unit: 'box', priceMinor: 340 },
  { name: 'Muslin swaddle, 3 pack', category: 'Textiles', unit: 'pack', priceMinor: 1850 },
  { name: 'Pale ale, crate of 24', category: 'Beer', unit: 'crate', priceMinor: 2890 },
] as const;

/** A name of the team's own country. */
export function aName(team: Team, chance: Chance): string {
  const [given, family] = [chance.pick(team.given), chance.pick(team.family)];
  return team.isHan ? family + given : `${given} ${family}`;
}

/** A company of the team's own country; `n` keeps two of one name apart. */
export function aFirm(team: Team, chance: Chance, n: number): string {
  const parts = [chance.pick(team.firms), chance.pick(team.forms)];
  return team.isHan ? parts.join('') : `${parts.join(' ')}${n % 7 === 0 ? ` No. ${1 + (n % 90)}` : ''}`;
}
