import type { CapturedContact } from '#shared/model/capture.ts';
import type { Hit, MailLine, OtherPerson, RefusedItem, WaitingItem, WebmailChoice } from '../../../extension/sidebar/parts/types.ts';

export const contact: CapturedContact = {
  fields: [
    { field: 'name', value: 'Jan-Hendrik Vogelsang', confidence: 0.97, source: 'from-line' },
    { field: 'email', value: 'jh.vogelsang@kleine-eule.example', confidence: 1, source: 'from-line' },
    { field: 'companyName', value: 'Kleine Eule Babyfachmarkt GmbH & Co. KG', confidence: 0.95, source: 'signature' },
    { field: 'title', value: 'Einkaufsleitung', confidence: 0.93, source: 'signature' },
    { field: 'phone', value: '+49 40 5550 0148', confidence: 0.96, source: 'signature' },
    { field: 'phone', value: '+49 171 5550 193', confidence: 0.6, source: 'mail-text' },
    { field: 'link', value: 'kleine-eule.example', confidence: 0.92, source: 'signature' },
    { field: 'address', value: 'Osterstraße 114, 20259 Hamburg', confidence: 0.8, source: 'signature' },
    { field: 'companyName', value: 'Kleine Eule', confidence: 0.4, source: 'mail-text' },
  ],
};

export const mail: MailLine = { subject: 'Anfrage: Folgemilch, Lieferung Hamburg und Umgebung', at: '2026-11-20T09:38:12Z', precision: 'second' };

export const also: readonly OtherPerson[] = [
  { email: 'm.thomsen@kleine-eule.example', name: 'Mareike Thomsen', state: 'known', id: `c${'3'.repeat(32)}` },
  { email: 'l.petersen@kleine-eule.example', name: '', state: 'offer' },
  { email: 'buchhaltung@kleine-eule.example', name: '', state: 'never-logged' },
];

const high = { name: 'High', spines: 3, reason: '' } as const;
const ordinary = { name: 'Ordinary', spines: 2, reason: '' } as const;

export const hits: readonly Hit[] = [
  { id: 'c1', kind: 'person', name: '林佳穎', second: 'Lín Jiāyǐng, 小樹苗母嬰選品有限公司, Taipei', tier: ordinary, at: '2026-11-17T09:00:00Z' },
  { id: 'c2', kind: 'person', name: 'Linnea Bergström', second: 'Shop owner, Vinterbarn, Hamburg', at: '2026-10-12T09:00:00Z' },
  { id: 'c4', kind: 'person', name: '蔺文博', second: 'Lìn Wénbó, 上海蓝鲸婴童生活馆', at: '2026-09-02T09:00:00Z' },
  { id: 'c5', kind: 'company', name: 'Little Linen Company Ltd', second: 'Leeds' },
  { id: 'c6', kind: 'company', name: 'Lindenhof Kinderwelt e.K.' },
];

export const lately: readonly Hit[] = [
  { id: 'c1', kind: 'person', name: 'Hannah Whitfield', tier: high, at: '2026-11-20T09:38:00Z' },
  { id: 'c2', kind: 'person', name: 'Mareike Thomsen', tier: ordinary, at: '2026-11-19T09:38:00Z' },
  { id: 'c3', kind: 'person', name: '蔺文博', at: '2026-11-18T09:38:00Z' },
  { id: 'c4', kind: 'person', name: 'Oluwaseun Adebayo-Featherstonehaugh', at: '2026-10-01T09:38:00Z' },
];

export const waiting: readonly WaitingItem[] = [
  { id: 'w1', name: 'Hannah Whitfield', channel: 'phone', at: '2026-11-20T09:31:00Z' },
  { id: 'w2', name: 'Jan-Hendrik Vogelsang', at: '2026-11-20T09:24:00Z' },
  { id: 'w3', name: '林佳穎', field: 'title', at: '2026-11-20T08:52:00Z' },
];

export const refused: readonly RefusedItem[] = [
  { id: 'r1', name: 'Little Acorn', field: 'creditLimit', reason: 'forbidden', wrote: '£8,000', shows: '£5,000' },
  {
    id: 'r2',
    name: 'Mareike Thomsen',
    field: 'phones/+49 40 5550 0172',
    reason: 'future',
    wrote: '+49 40 5550 0172',
    was: '+49 40 5550 0100',
    again: true,
    shows: null,
  },
];

export const webmails: readonly WebmailChoice[] = [
  { id: 'gmail', name: 'Gmail', host: 'mail.google.com', allowed: true },
  { id: 'outlook', name: 'Outlook', host: 'outlook.office.com', allowed: false },
  { id: 'qq', name: 'QQ Mail', host: 'mail.qq.com', allowed: false },
];
