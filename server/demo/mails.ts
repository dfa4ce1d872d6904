import { planted } from './story.ts';

/** One mail of the sample inbox. */
export type SampleMail = {
  readonly uid: number;
  readonly name: string;
  readonly email: string;
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
};

/** The mails that lie in the sample inbox this morning: known customers, and one person whom nobody knows yet. */
export function listSampleMails(todayMs: number): readonly SampleMail[] {
  const at = (daysAgo: number, hour: number, minute: number): Date => new Date(todayMs - daysAgo * 86_400_000 + (hour * 60 + minute) * 60_000);
  const { formula, overdue, silent, nearlyHigh, beerAndNappies, high } = planted;
  const from = (person: { readonly name: string; readonly email: string; readonly firm: string }, closing = 'Best wishes') => ({
    name: person.name,
    email: person.email,
    signature: `${closing},\n${person.name}\nBuyer\n${person.firm}`,
  });
  const mails = [
    {
      name: 'Jan-Hendrik Vogelsang',
      email: 'jh.vogelsang@kleine-eule.example',
      signature:
        'Mit freundlichen Grüßen\nJan-Hendrik Vogelsang\nEinkaufsleitung\nKleine Eule Babyfachmarkt GmbH & Co. KG\nTel. +49 40 5550148\nwww.kleine-eule.example',
      subject: 'Anfrage: Folgemilch, Lieferung nach Hamburg',
      text: 'Guten Tag,\n\nwir brauchen ab Januar 48 Dosen Folgemilch im Monat. Liefern Sie nach Hamburg?',
      date: at(0, 8, 12),
    },
    {
      ...from(formula),
      subject: 'Delivery on Tuesday',
      text: 'Morning Tom,\n\ncould you add two cartons of the oat cereal to Tuesday’s delivery?',
      date: at(0, 7, 38),
    },
    { ...from(beerAndNappies), subject: 'The usual', text: 'Hi Tom,\n\nsix crates and ten packs of nappies again, please.', date: at(1, 15, 4) },
    { ...from(overdue), subject: 'Your reminder', text: 'Hello,\n\nthe invoice is with our accounts department.', date: at(2, 11, 20) },
    { ...from(nearlyHigh), subject: 'Prices for spring', text: 'Dear Tom,\n\nwhat would 48 tins a fortnight cost?', date: at(3, 9, 55) },
    { ...from(high), subject: 'Shelf plan', text: 'Tom,\n\nthe new shelf plan is attached to your last visit note.', date: at(4, 13, 41) },
    { ...from(silent, 'Viele Grüße'), subject: 'Umbau', text: 'Hallo,\n\nwir bauen um und melden uns.', date: at(66, 10, 2) },
  ];
  return mails.map(({ signature, text, ...mail }, at0) => ({ ...mail, uid: mails.length - at0, text: `${text}\n\n${signature}` }));
}

/** The mail as it came over the wire (RFC 5322), with its header in UTF-8 (RFC 6532). */
export function toSource(mail: SampleMail): string {
  return [
    `From: "${mail.name}" <${mail.email}>`,
    'To: Tom Aldous <rep@demo.example>',
    `Subject: ${mail.subject}`,
    `Date: ${mail.date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <sample-${mail.uid}@${mail.email.split('@')[1] ?? 'demo.example'}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    mail.text.replaceAll('\n', '\r\n'),
  ].join('\r\n');
}
