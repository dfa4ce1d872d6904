/** The mails of the story. Everybody in them is made up; the domains are reserved for examples (RFC 2606). */

export type MailParts = {
  readonly from: string;
  readonly to: string;
  readonly cc?: string;
  readonly subject: string;
  readonly date: string;
  readonly messageId: string | null;
  readonly references?: string;
  readonly text?: string;
  readonly html?: string;
};

/** A raw message; header values are given as they stand in the source. */
export function aMail(mail: MailParts): string {
  const headers = [
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    ...(mail.cc === undefined ? [] : [`Cc: ${mail.cc}`]),
    `Subject: ${mail.subject}`,
    `Date: ${mail.date}`,
    ...(mail.messageId === null ? [] : [`Message-ID: ${mail.messageId}`]),
    ...(mail.references === undefined ? [] : [`References: ${mail.references}`, `In-Reply-To: ${mail.references}`]),
    'MIME-Version: 1.0',
    `Content-Type: ${mail.html === undefined ? 'text/plain' : 'text/html'}; charset=utf-8`,
    'Content-Transfer-Encoding: 8bit',
  ];
  return `${headers.join('\r\n')}\r\n\r\n${mail.html ?? mail.text ?? ''}`;
}

export const enquiry = {
  from: 'Jan-Hendrik Vogelsang <jh.vogelsang@kleine-eule.example>',
  to: 'Robin Reeve <rep@lab.test>, Tove Lund <second@lab.test>',
  subject: 'Anfrage: Folgemilch, Lieferung nach Hamburg',
  date: 'Mon, 16 Nov 2026 10:23:41 +0100',
  messageId: '<20261116102341.4711@kleine-eule.example>',
  text: [
    'Guten Tag,',
    '',
    'wir brauchen ab Januar 48 Dosen Folgemilch im Monat. Liefern Sie nach Hamburg?',
    '',
    'Mit freundlichen Grüßen',
    'Jan-Hendrik Vogelsang',
    'Einkaufsleitung',
    'Kleine Eule Babyfachmarkt GmbH & Co. KG',
    'Tel. +49 40 5550148',
    'www.kleine-eule.example',
  ].join('\r\n'),
} as const;

export const secondMail = {
  from: enquiry.from,
  to: enquiry.to,
  subject: 'Noch eine Frage zur Lieferung',
  date: 'Tue, 17 Nov 2026 08:05:07 +0000',
  messageId: '<20261117080507.4712@kleine-eule.example>',
  references: enquiry.messageId,
  text: 'Guten Tag,\r\n\r\nkommt die Ware auf Europaletten?\r\n\r\nViele Grüße\r\nJan-Hendrik Vogelsang',
} as const;
