import { isSharedMailbox } from '#shared/capture/addresses.ts';
import { matchPeople, SUGGESTED_FROM, type Match, type Person } from '#shared/capture/match.ts';
import { AppError } from '#shared/errors.ts';
import type { Customer } from '#shared/model/customer.ts';
import { fieldOf } from '#shared/model/entity.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import { linkIdOf } from '#shared/sync/links.ts';
import type { calls } from '../messages.ts';
import { findCustomer, findCustomerByEmail, listSimilar } from '../store/customers.ts';
import { listTwins } from '../store/twins.ts';
import { listDecided, listMembers } from '../store/links.ts';
import { findRecord } from '../store/records.ts';
import { commitAct, type Change } from '../store/write.ts';
import type { Handlers } from '../transport.ts';
import { capturerOf, getIdentity, type Background } from './own.ts';

/** A longer list helps nobody: it says that the name is common. */
const MOST_SUGGESTED = 5;
/** More pairs than anybody decides in one go; the rest comes when these are. */
const MOST_PAIRS = 50;
/** What two people may have written differently; what the user looks at stays as it is. */
const SHOWN_FIELDS = ['name', 'title', 'companyName'];

/** Who may be the same customer as whom, and what somebody decided about it. */
export function createLinkHandlers(background: Background): Pick<Handlers<typeof calls>, 'findSimilar' | 'findTwins' | 'linkCustomers'> {
  const { book, nowMs } = background;
  return {
    async findSimilar({ customer, person }) {
      const held = customer === null ? undefined : await findCustomer(book, customer);
      const asked = held
        ? toPerson(held)
        : person && { ...person, kind: isSharedMailbox(person.emails[0] ?? '') ? ('company' as const) : ('person' as const) };
      if (!asked) {
        return { similar: [] };
      }
      const own = customer === null ? [] : await listMembers(book, customer);
      const decided = (await Promise.all(own.map((id) => listDecided(book, id)))).flat();
      const apart = new Set(decided.flatMap((link) => [link.one, link.other]));
      const candidates = [...(await listSimilar(book, asked)), ...(await byEmails(asked.emails))];
      const found = new Map<string, { readonly customer: Customer; readonly match: Match }>();
      for (const candidate of candidates) {
        const match = own.includes(candidate.id) || apart.has(candidate.id) ? undefined : matchPeople(asked, toPerson(candidate));
        if (match && match.share >= SUGGESTED_FROM) {
          found.set(candidate.id, { customer: candidate, match });
        }
      }
      const sorted = [...found.values()].toSorted((x, y) => y.match.share - x.match.share).slice(0, MOST_SUGGESTED);
      return {
        similar: sorted.map(({ customer: { id, name, emails, companyName }, match }) => ({
          customer: id,
          name: name ?? '',
          detail: emails[0] ?? companyName ?? '',
          share: match.share,
          reasons: [...match.reasons],
        })),
      };
    },

    async findTwins() {
      const found = (await listTwins(book)).flatMap(({ one, other, keys }) => {
        const match = matchPeople(toPerson(one), toPerson(other));
        // Two shops of one name in one district are suggested however short the name is.
        const isAtOnePlace = keys.some((key) => key.startsWith('name:'));
        return match || isAtOnePlace
          ? [
              {
                one,
                other,
                share: match?.share ?? 0,
                reasons: [...(match?.reasons ?? (['same-name'] as const)), ...(isAtOnePlace ? (['same-place'] as const) : [])],
              },
            ]
          : [];
      });
      const sorted = found.toSorted((a, b) => b.share - a.share).slice(0, MOST_PAIRS);
      return { pairs: sorted.map(({ one, other, reasons }) => ({ one: toSide(one), other: toSide(other), reasons })) };
    },

    async linkCustomers({ customer, other, on }) {
      const identity = await getIdentity(book);
      const capturer = capturerOf(identity, nowMs());
      const [kept, joined] = [await findCustomer(book, customer), await findCustomer(book, other)];
      if (!kept || !joined || customer === other) {
        throw new AppError('customer-not-found');
      }
      const changes = on ? [...link(customer, other, true), ...(await keepShown(kept, joined))] : await separate(customer, other);
      const act = await commitAct(book, 'link', changes, nowMs());
      background.afterWrite();
      return { act, customer, interaction: null };

      function link(one: string, another: string, isOn: boolean): Change[] {
        const id = linkIdOf(bytesFromHex(identity.idSalt), one, another);
        const fields: readonly (readonly [string, Change['value']])[] = [
          ['one', one < another ? one : another],
          ['other', one < another ? another : one],
          ['on', isOn],
          ['decidedBy', capturer.user],
          ['decidedAt', capturer.now],
          [fieldOf('by', capturer.user), true],
        ];
        return fields.map(([field, value]) => ({ id, kind: 'l', field, value }));
      }

      /** Takes every link of `one` off, so that it stands alone; where there is none the two are noted as different. */
      async function separate(one: string, another: string): Promise<Change[]> {
        const held = (await listDecided(book, one)).filter((decided) => decided.on === true);
        const pairs = held.flatMap((link) => (link.one === undefined || link.other === undefined ? [] : [[link.one, link.other] as const]));
        return (pairs.length > 0 ? pairs : [[one, another] as const]).flatMap(([a, b]) => link(a, b, false));
      }
    },
  };

  async function byEmails(emails: readonly string[]): Promise<readonly Customer[]> {
    const found = await Promise.all(emails.map((email) => findCustomerByEmail(book, email)));
    return found.flatMap((customer) => customer ?? []);
  }

  /**
   * What the record that the user looks at says is said once more, so that the other's later word does not replace it; the
   * name only where the other's is not the longer form of it.
   */
  async function keepShown(kept: Customer, joined: Customer): Promise<readonly Change[]> {
    const isShort = matchPeople(toPerson(kept), toPerson(joined))?.reasons.includes('short-name') === true;
    const named = isShort && (joined.name ?? '').length > (kept.name ?? '').length && !joined.name?.includes('@') ? joined : kept;
    const says = async ({ id }: Customer, field: string): Promise<readonly Change[]> => {
      const value = (await findRecord(book, id))?.body[field];
      return value === undefined || value === null ? [] : [{ id, kind: 'c', field, value }];
    };
    return (await Promise.all(SHOWN_FIELDS.map((field) => says(field === 'name' ? named : kept, field)))).flat();
  }
}

function toSide({ id, name, emails, phones, companyName }: Customer) {
  return { customer: id, name: name ?? '', detail: emails[0] ?? phones[0] ?? companyName ?? '' };
}

function toPerson({ kind, name, emails, phones, companyName, handles }: Customer): Person {
  return { kind: kind ?? 'person', name: name ?? null, emails, phones, companyName: companyName ?? null, handles };
}
