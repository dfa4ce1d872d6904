import type { CapturedContact, CapturedField } from '../model/capture.ts';
import { domainOf, isSharedMailbox } from './addresses.ts';
import { joinFields, toFields } from './draft.ts';
import { toPlainText } from './line.ts';
import { findContacts } from './page-found.ts';
import { isClosing } from './text/closings.ts';
import { guessCompany, hasLegalForm } from './text/companies.ts';
import { domainLabel } from './text/domain-label.ts';
import { hasGivenName } from './text/given-names.ts';
import { looksLikeName, offeredName } from './text/names.ts';
import { mailboxFits } from './page-names.ts';
import { countryOfDomain, toPhone } from './text/phones.ts';
import { postalWeight } from './text/postal.ts';
import { readSignature } from './text/signature-fields.ts';
import { looksLikeDepartment, looksLikeTitle } from './text/titles.ts';

/** A selection is a card, not a book. */
const MAX_LENGTH = 20_000;
const MAX_LINES = 60;

const NAME_LABEL = /^(?:name|contact(?: person)?|ansprechpartner(?:in)?|nombre|nom|姓名|联系人|聯絡人|氏名|担当者?)\s*[:：]\s*/iu;

/** The pieces of a selection's line that can be a name. */
function namePieces(line: string): string[] {
  const pieces = line
    .replace(NAME_LABEL, '')
    .replace(/[<(]?\S+@\S+[>)]?/gu, ' | ')
    .split(/\s*[|•·;\t]\s*|\s+[–—-]\s+|,\s+/u);
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

function nameOf(lines: readonly string[], emails: readonly string[]): { name: string; confidence: number } | null {
  let best: { name: string; confidence: number } | null = null;
  lines.forEach((line, index) => {
    const isLabelled = NAME_LABEL.test(line);
    for (const piece of namePieces(line)) {
      const isName =
        looksLikeName(piece) &&
        !hasLegalForm(piece) &&
        postalWeight(piece) === 0 &&
        !looksLikeDepartment(piece) &&
        (!looksLikeTitle(piece) || hasGivenName(piece));
      const fits = emails.some((email) => mailboxFits(email, piece));
      // The first line of a card is its name; elsewhere something has to speak for it.
      const confidence =
        !isName && !(isLabelled && offeredName(piece, '') !== null && piece.length <= 60)
          ? 0
          : fits || isLabelled
            ? 0.85
            : hasGivenName(piece)
              ? index === 0
                ? 0.8
                : 0.7
              : index === 0
                ? 0.65
                : 0;
      if (confidence > (best?.confidence ?? 0)) {
        best = { name: piece, confidence };
      }
    }
  });
  return best;
}

/**
 * The person of a text that the user selected: the rules of signatures, with the name found in the text itself. `pageUrl` tells
 * where numbers without a code belong, when it has a country's domain.
 */
export function readSelection(text: string, context: { readonly country: string | null; readonly pageUrl: string | null }): CapturedContact {
  const lines = toPlainText(text.slice(0, MAX_LENGTH))
    .split('\n')
    .map((line) => line.slice(0, 500).trim())
    .filter((line) => line !== '' && !isClosing(line))
    .slice(0, MAX_LINES);
  const host = context.pageUrl !== null && URL.canParse(context.pageUrl) ? new URL(context.pageUrl).hostname : '';
  const country = (host === '' ? null : countryOfDomain(`x@${host}`)) ?? context.country;
  const finds = lines.map((line, index) => {
    const plain = (at: number): Parameters<typeof findContacts>[0] => ({
      text: lines[at] ?? '',
      links: [],
      heading: 0,
      isStrong: false,
      isLink: false,
      blocks: [],
      region: 'main',
      label: '',
    });
    return findContacts(plain(index), index > 0 ? plain(index - 1) : undefined, country === null ? [] : [country]);
  });
  const emails = [...new Set(finds.flatMap((find) => find.emails))];
  const named = nameOf(lines, emails);
  const own = emails.toSorted((a, b) => Number(isSharedMailbox(a)) - Number(isSharedMailbox(b)));
  const sender = { name: named?.name ?? '', email: own[0] ?? '' };
  const fields: CapturedField[] = readSignature(lines.join('\n'), sender, { country }).map((field) => ({ ...field, source: 'selection' }));
  // A text that is nothing but a number or an address is what the user means.
  const bare = lines.length === 1 && named === null && fields.length === 0 ? toPhone(lines[0] ?? '', country) : null;
  const label = own[0] === undefined ? null : domainLabel(own[0]);
  const guess =
    label !== null && domainOf(own[0] ?? '') !== '' && !fields.some((field) => field.field === 'companyName') ? [guessCompany(label)] : [];
  return {
    fields: joinFields([
      ...toFields('name', [named?.name], named?.confidence ?? 0, 'selection'),
      ...toFields('email', own, 0.9, 'selection'),
      ...fields,
      ...toFields(
        'phone',
        finds.flatMap((find) => find.phones),
        0.75,
        'selection',
        country,
      ),
      ...toFields('phone', [bare], 0.6, 'selection', country),
      ...toFields('companyName', guess, 0.4, 'selection'),
    ]),
  };
}
