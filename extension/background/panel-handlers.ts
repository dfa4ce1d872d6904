import { AppError } from '#shared/errors.ts';
import { normalizeEmail } from '#shared/capture/addresses.ts';
import { pageAddress } from '#shared/capture/page-address.ts';
import { listCounterparts } from '#shared/capture/people.ts';
import { fieldOf } from '#shared/model/entity.ts';
import { cutToField, toInstant } from '#shared/model/field.ts';
import { DELETED, toJson } from '#shared/model/record.ts';
import { mergeRuleOf } from '#shared/model/registry.ts';
import { bytesFromHex, customerKey, idFromKey, idFromTime } from '#shared/sync/ids.ts';
import type { calls } from '../messages.ts';
import { sweepBlobs } from '../store/blobs.ts';
import { findCustomer, findCustomerByEmail, findIdByEmail } from '../store/customers.ts';
import type { Act } from '../store/database.ts';
import { listBuyersIn } from '../store/orders.ts';
import { findTask } from '../store/tasks.ts';
import { commitAct, undoAct, type Change } from '../store/write.ts';
import type { Handlers } from '../transport.ts';
import { keepRemindersOf } from './learn.ts';
import { leadOf, leadOfPage, toLeadChanges, toLogChanges } from './lead.ts';
import { pageScope, rememberLessons } from './lessons.ts';
import { capturerOf, getIdentity, listOwnAddresses, type Background } from './own.ts';
import { keepPictures, readPictures, toAttachments } from './pictures.ts';
import { getSettledMessage } from './tabs.ts';

/** The raw message has this long to arrive before a press on "Save" goes on with what the page shows. */
const RAW_PATIENCE_MS = 4000;

type BookHandlers = Pick<
  Handlers<typeof calls>,
  | 'saveLead'
  | 'savePageLead'
  | 'logMessage'
  | 'addCustomer'
  | 'addNote'
  | 'addOrder'
  | 'editField'
  | 'closeTask'
  | 'settleAdvice'
  | 'undo'
  | 'dropRefused'
  | 'writeRefusedAgain'
>;

/** What the panel may do to the book. Each press is one act: whole or not at all, and undone as one. */
export function createBookHandlers(background: Background): BookHandlers {
  const { book, nowMs } = background;

  const commit = async (label: Act['label'], changes: readonly Change[]): Promise<number> => {
    const act = await commitAct(book, label, changes, nowMs());
    background.afterWrite();
    return act;
  };

  const openMessage = async (tab: number) => {
    const identity = await getIdentity(book);
    const open = await getSettledMessage(tab, RAW_PATIENCE_MS);
    if (!open) {
      throw new AppError('page-unreadable');
    }
    const own = await listOwnAddresses(book, identity, open.message);
    const { direction, people } = listCounterparts(open.message, own);
    const known = new Map<string, string>();
    for (const person of people) {
      // The record that has the address, not the one that it is shown as: a merge can be taken back.
      const customer = await findIdByEmail(book, person.email);
      if (customer !== undefined) {
        known.set(person.email, customer);
      }
    }
    return { message: open.message, interaction: open.reading.interaction, own, direction, known, capturer: capturerOf(identity, nowMs()) };
  };

  return {
    async saveLead({ tab, email, fields, corrected, lessons, log, into }) {
      const open = await openMessage(tab);
      const address = normalizeEmail(email);
      if (address === null) {
        throw new AppError('bad-request', { field: 'email' });
      }
      const known = into === null ? await findCustomerByEmail(book, address) : await findCustomer(book, into);
      if (into !== null && !known) {
        throw new AppError('customer-not-found');
      }
      const source = { interaction: open.interaction, direction: open.direction };
      const lead = toLeadChanges(leadOf(address, open.capturer.idSalt), fields, new Set(corrected), known, source, open.capturer);
      const customers = [...new Set([lead.customer, ...open.known.values()])];
      const logged = log ? toLogChanges(open.message, customers, open.own, open.capturer) : undefined;
      const act = await commit('saveLead', [...lead.changes, ...(logged?.changes ?? [])]);
      await rememberLessons(address, lessons);
      return { act, customer: lead.customer, interaction: logged?.interaction ?? null };
    },

    async savePageLead({ url, kind, fields, corrected, lessons }) {
      const capturer = capturerOf(await getIdentity(book), nowMs());
      const address = normalizeEmail(fields.find((field) => field.field === 'email')?.value ?? '');
      const name = fields.find((field) => field.field === 'name' || field.field === 'companyName') ?? fields[0];
      if (name === undefined) {
        throw new AppError('bad-request', { field: 'name' });
      }
      const lead = address === null ? leadOfPage(url, kind, name.value, capturer.idSalt) : leadOf(address, capturer.idSalt);
      const known = address === null ? await findCustomer(book, lead.id) : await findCustomerByEmail(book, address);
      const source = { interaction: pageAddress(url).slice(0, 500), direction: null };
      const made = toLeadChanges(lead, fields, new Set(corrected), known, source, capturer);
      const act = await commit('saveLead', made.changes);
      await rememberLessons(pageScope(url), lessons);
      return { act, customer: made.customer, interaction: null };
    },

    async logMessage({ tab }) {
      const open = await openMessage(tab);
      const logged = toLogChanges(open.message, [...new Set(open.known.values())], open.own, open.capturer);
      if (!logged || open.known.size === 0) {
        throw new AppError('customer-not-found');
      }
      const act = await commit('logMessage', logged.changes);
      return { act, customer: null, interaction: logged.interaction };
    },

    async addCustomer({ name, email, phone }) {
      const identity = await getIdentity(book);
      const capturer = capturerOf(identity, nowMs());
      const address = email === null ? null : normalizeEmail(email);
      if (name.trim() === '' || (email !== null && address === null)) {
        throw new AppError('bad-request', { field: name.trim() === '' ? 'name' : 'email' });
      }
      // Who has this address already is added to, and what the book says of him is not written over.
      const known = address === null ? undefined : await findCustomerByEmail(book, address);
      const made =
        address === null
          ? idFromTime('c', nowMs(), crypto.getRandomValues(new Uint8Array(10)))
          : idFromKey('c', capturer.idSalt, customerKey(address));
      const customer = known?.id ?? made;
      const by = { reader: 'hand', at: capturer.now };
      const fields: readonly (readonly [string, Change['value']])[] = [
        [fieldOf('by', capturer.user), true],
        ...(known
          ? []
          : ([
              ['kind', 'person'],
              ['capturedAt', capturer.now],
              ['capturedBy', capturer.user],
              ...(address === null ? [] : ([['keyedBy', customerKey(address)]] as const)),
            ] as const)),
        ...(known?.name === undefined
          ? ([
              ['name', name.trim()],
              ['provenance/name', by],
            ] as const)
          : []),
        ...(address === null || known?.emails.includes(address)
          ? []
          : ([
              [fieldOf('emails', address), true],
              [`provenance/emails/${address}`, by],
            ] as const)),
        ...(phone === null || phone.trim() === '' || known?.phones.includes(phone.trim())
          ? []
          : ([[fieldOf('phones', phone.trim()), true]] as const)),
      ];
      const act = await commit(
        'addCustomer',
        fields.map(([field, value]) => ({ id: customer, kind: 'c', field, value })),
      );
      return { act, customer, interaction: null };
    },

    async addNote({ customer, channel, direction, body, outcome, durationMinutes, happenedAt, pictures = [] }) {
      const identity = await getIdentity(book);
      const capturer = capturerOf(identity, nowMs());
      if (body.trim() === '' && pictures.length === 0) {
        throw new AppError('bad-request', { field: 'body' });
      }
      const interaction = idFromTime('i', nowMs(), crypto.getRandomValues(new Uint8Array(10)));
      const fields: readonly (readonly [string, Change['value']])[] = [
        ['channel', channel],
        ['direction', direction],
        ['happenedAt', happenedAt ?? toInstant(nowMs())],
        ['precision', 'second'],
        ...(body.trim() === '' ? [] : [['body', cutToField(body.trim())] as const]),
        ...(outcome === null ? [] : [['outcome', outcome] as const]),
        ...(durationMinutes === null ? [] : [['durationMinutes', durationMinutes] as const]),
        ['capturedWith', 'hand'],
        ['loggedBy', capturer.user],
        [fieldOf('participants', customer), true],
        [fieldOf('participants', capturer.user), true],
        [fieldOf('by', capturer.user), true],
      ];
      const kept = readPictures(pictures);
      await keepPictures(book, interaction, kept);
      const act = await commit('addNote', [
        ...fields.map(([field, value]): Change => ({ id: interaction, kind: 'i', field, value })),
        ...toAttachments(interaction, kept),
      ]);
      return { act, customer, interaction };
    },

    async addOrder({ customer, number, placedOn, currency, lines, source, id }) {
      const identity = await getIdentity(book);
      const capturer = capturerOf(identity, nowMs());
      const order = id?.startsWith('o') === true ? id : idFromTime('o', nowMs(), crypto.getRandomValues(new Uint8Array(10)));
      const fields: readonly (readonly [string, Change['value']])[] = [
        ['customer', customer],
        ...(number === null ? [] : [['number', number] as const]),
        ['status', 'placed'],
        ['placedOn', placedOn],
        ['currency', currency],
        ['source', source ?? 'hand'],
        ['rep', capturer.user],
        ...lines.map((line, at) => [fieldOf('lines', String(at)), toJson(line)] as const),
      ];
      const act = await commit(
        'addOrder',
        fields.map(([field, value]) => ({ id: order, kind: 'o', field, value })),
      );
      await keepRemindersOf(book, [customer], nowMs());
      return { act, customer, interaction: null };
    },

    async editField({ id, field, was, value }) {
      const kind = id.charAt(0);
      if (kind === 'c' && !(await findCustomer(book, id))) {
        throw new AppError('customer-not-found');
      }
      const text = value.trim();
      const isSet = mergeRuleOf(kind, field) === 'set';
      const element = field === 'emails' ? normalizeEmail(text) : field === 'links' ? pageAddress(text) : text;
      if (isSet && text !== '' && element === null) {
        throw new AppError('bad-request', { field });
      }
      const path = isSet && element ? fieldOf(field, element) : field;
      const changes: Change[] = isSet
        ? [
            ...(was === null || was === element ? [] : [{ id, kind, field: fieldOf(field, was), value: false }]),
            ...(element ? [{ id, kind, field: path, value: true }] : []),
          ]
        : [{ id, kind, field, value: text === '' ? null : text }];
      if (kind === 'c' && text !== '') {
        changes.push({ id, kind, field: fieldOf('provenance', path), value: { reader: 'hand', at: toInstant(nowMs()) } });
      }
      const act = await commit('editField', changes);
      return { act, customer: kind === 'c' ? id : null, interaction: kind === 'i' ? id : null };
    },

    async closeTask({ task, as }) {
      const held = await findTask(book, task);
      if (!held) {
        throw new AppError('not-found');
      }
      const change = as === 'done' ? { field: 'doneAt', value: toInstant(nowMs()) } : { field: DELETED, value: true };
      const act = await commit('closeTask', [{ id: task, kind: 'k', ...change }]);
      return { act, customer: held.customer ?? null, interaction: null };
    },

    async settleAdvice({ customer, rule, how }) {
      const identity = await getIdentity(book);
      const now = toInstant(nowMs());
      // One record for each rule and day: pressed twice, or in two browsers, it is one answer.
      const id = idFromKey('k', bytesFromHex(identity.idSalt), `advice/${customer}/${rule}/${now.slice(0, 10)}`);
      const fields = { customer, rule, madeBy: 'lifecycle', [how === 'done' ? 'doneAt' : 'dismissedAt']: now };
      const act = await commit(
        'settleAdvice',
        Object.entries(fields).map(([field, value]) => ({ id, kind: 'k', field, value })),
      );
      return { act, customer, interaction: null };
    },

    async undo({ act }) {
      const buyers = await listBuyersIn(book, act);
      await undoAct(book, act, nowMs());
      await sweepBlobs(book);
      await keepRemindersOf(book, buyers, nowMs());
      background.afterWrite();
      return {};
    },

    async writeRefusedAgain({ n }) {
      const refused = await book.rejected.get(n);
      if (!refused) {
        throw new AppError('not-found');
      }
      const { id, kind, field, value } = refused;
      const act = await commit('editField', [{ id, kind, field, value }]);
      await book.rejected.delete(n);
      return { act, customer: kind === 'c' ? id : null, interaction: kind === 'i' ? id : null };
    },

    async dropRefused({ n }) {
      await book.rejected.delete(n);
      return {};
    },
  };
}
