import type { Card } from '../capture/vcard.ts';
import { nameOf, valuesOf } from '../capture/draft.ts';
import type { ReadContact } from './contact-rows.ts';

/** What one card of a vCard file says of a contact, or why it says nothing; its line is its number in the file. */
export function readContactCard({ number, uid, draft }: Card): Exclude<ReadContact, undefined> {
  if (draft === null) {
    return { line: number, reason: 'nobody-named' };
  }
  const [emails, phones] = [valuesOf(draft, 'email'), valuesOf(draft, 'phone')];
  const isCompany = draft.kind === 'organization';
  const company = valuesOf(draft, 'companyName')[0];
  const [title] = valuesOf(draft, 'title');
  const name = nameOf(draft) ?? company ?? emails[0] ?? phones[0];
  if (name === undefined) {
    return { line: number, reason: 'nobody-named' };
  }
  return {
    line: number,
    kind: isCompany ? 'company' : 'person',
    name,
    emails,
    phones,
    addresses: valuesOf(draft, 'address')
      .map((text) => ({ text }))
      .slice(0, 10),
    links: valuesOf(draft, 'link').map((link) => link.slice(0, 300)),
    tags: [],
    ...(isCompany || company === undefined ? {} : { companyName: company }),
    ...(title === undefined ? {} : { title }),
    ...(uid === null ? {} : { externalId: uid.slice(0, 200) }),
  };
}
