import { settings, SETTINGS_ID } from '#shared/model/settings.ts';
import { customers, type Customer } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { interactions } from '#shared/model/interaction.ts';
import type { Body } from '#shared/model/record.ts';
import type { ContactEntry } from '#shared/ui/customer/entry.ts';

/** The moment of the mock-ups: Friday 20 November 2026, 09:40 in London. */
export const NOW = Date.parse('2026-11-20T09:40:00Z');

export const tom = `u${'1'.repeat(32)}`;
export const ines = `u${'2'.repeat(32)}`;
export const users = new Map([
  [tom, 'Tom Aldous'],
  [ines, 'Ines Brandt'],
]);

export const hannahBody: Body = {
  name: 'Hannah Whitfield',
  kind: 'person',
  title: 'Buyer',
  companyName: 'Little Acorn Nursery Supplies',
  'emails/hannah@littleacorn.example': true,
  'phones/0113 496 0182': true,
  'addresses/work': { text: '14 Foundry Row, Leeds LS11 5QN', city: 'Leeds' },
  capturedAt: '2023-03-20T10:00:00Z',
  capturedBy: tom,
  'provenance/name': { reader: 'from-line', confidence: 0.98, at: '2023-03-20T10:00:00Z' },
  'provenance/emails/hannah@littleacorn.example': { reader: 'from-line', confidence: 1, at: '2023-03-20T10:00:00Z' },
  'provenance/phones/0113 496 0182': { reader: 'signature', confidence: 0.95, at: '2026-11-02T10:05:00Z' },
  'provenance/title': { reader: 'signature', confidence: 0.95, at: '2026-11-02T10:05:00Z' },
  'provenance/addresses/work': { reader: 'signature', confidence: 0.9, at: '2026-11-02T10:05:00Z' },
};

export function aCustomer(body: Body, id = `c${'0'.repeat(32)}`): Customer {
  return toView(customers, { id, body });
}

export const hannah = aCustomer(hannahBody);
export const ouyang = aCustomer({
  name: '欧阳娜仁托娅',
  kind: 'person',
  title: '华东区采购总监',
  companyName: '上海小橡果母婴用品连锁经营有限公司浦东世纪大道旗舰店',
  'emails/ouyang.narentuoya@xiaoxiangguo.example': true,
  'phones/+86 21 5555 0123': true,
  capturedAt: '2023-03-02T02:00:00Z',
});
export const german = aCustomer({
  name: 'Dr. Annegret Möller-Siebenthal-Oberhausen',
  kind: 'person',
  title: 'Stellvertretende Abteilungsleiterin Einkauf und Warenwirtschaft',
  companyName: 'Kinderstube Blankenese Großhandelsgesellschaft mbH & Co. KG',
  'emails/annegret.moeller-siebenthal@kinderstube-blankenese-grosshandel.example': true,
  'emails/einkauf@kinderstube.example': true,
  'phones/+49 40 5550 0110': true,
  'phones/+49 171 5550 193': true,
  'links/kinderstube-blankenese.example': true,
  optOut: true,
  capturedAt: '2026-02-02T02:00:00Z',
});
export const bare = aCustomer({ name: '蔺文博', kind: 'person', companyName: '上海蓝鲸婴童生活馆', capturedAt: '2026-11-18T02:00:00Z' });

let made = 0;
/** One timeline entry from its body. */
export function anEntry(body: Body, waits = false): ContactEntry {
  made += 1;
  return { interaction: toView(interactions, { id: `i${String(made).padStart(32, '0')}`, body: { precision: 'second', ...body } }), waits };
}

export const entries: readonly ContactEntry[] = [
  anEntry({
    channel: 'email',
    direction: 'in',
    happenedAt: '2026-11-20T09:38:12Z',
    subject: 'Delivery on Tuesday',
    loggedBy: tom,
    text: 'Morning Tom,\nCould you add two cartons of the oat cereal to Tuesday’s delivery?\nThe first lot went in a week.',
  }),
  anEntry(
    {
      channel: 'phone',
      direction: 'out',
      happenedAt: '2026-11-20T09:31:00Z',
      precision: 'minute',
      durationMinutes: 4,
      loggedBy: tom,
      body: 'Shelf is half empty.',
      outcome: 'Calls back on Monday.',
    },
    true,
  ),
  anEntry({
    channel: 'phone',
    direction: 'out',
    happenedAt: '2026-11-18T14:10:00Z',
    precision: 'minute',
    subject: 'Dented tins, 6 of 48',
    durationMinutes: 4,
    loggedBy: ines,
    body: 'Photo asked for, credit offered.',
  }),
  anEntry({
    channel: 'chat',
    direction: 'in',
    happenedAt: '2026-11-18T11:52:00Z',
    precision: 'minute',
    subject: 'WhatsApp, 3 messages',
    loggedBy: tom,
    text: 'Six tins came dented, can you swap them?',
  }),
  anEntry({
    channel: 'note',
    direction: 'none',
    happenedAt: '2026-11-02T12:00:00Z',
    precision: 'day',
    loggedBy: tom,
    body: 'Wants bibs in linen.\nAsk again in spring.',
  }),
  anEntry({
    channel: 'email',
    direction: 'out',
    happenedAt: '2026-11-02T10:05:44Z',
    subject: 'Your order SO-20871',
    loggedBy: tom,
    text: 'Thank you, Hannah. It leaves Leeds tomorrow',
  }),
  anEntry({ channel: 'email', direction: 'in', happenedAt: '2025-10-12T10:05:44Z', subject: '', loggedBy: ines, text: '一段奶粉 48 罐，谢谢。' }),
];

/** What the team has settled. */
export const settled = toView(settings, {
  id: SETTINGS_ID,
  body: { 'tierDiscounts/high': 0.075, 'tierServices/high': 'Delivery on Saturdays\nA person of their own on the phone' },
});
