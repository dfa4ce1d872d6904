import { instantIn } from '#shared/capture/calendar-zones.ts';
import { readOrderCells } from '#shared/capture/order-tables/read-table.ts';
import { learnColumns } from '#shared/capture/order-tables/columns.ts';
import { readPaste } from '#shared/capture/pasted.ts';
import { AppError } from '#shared/errors.ts';
import { fieldOf } from '#shared/model/entity.ts';
import { cutToField } from '#shared/model/field.ts';
import { DELETED } from '#shared/model/record.ts';
import { idFromKey, sha256Hex } from '#shared/sync/ids.ts';
import type { calls } from '../messages.ts';
import { orderColumns, readSetting, tabState, writeSetting } from '../settings.ts';
import { findCustomer, findIdByEmail } from '../store/customers.ts';
import { listThread } from '../store/interactions.ts';
import { commitAct, type Change } from '../store/write.ts';
import type { Handlers } from '../transport.ts';
import { capturerOf, getIdentity, type Background } from './own.ts';
import { keepPictures, readPictures, toAttachments } from './pictures.ts';
import { findOpenMessage } from './tabs.ts';

type OfferHandlers = Pick<Handlers<typeof calls>, 'readPaste' | 'readColumns' | 'learnColumns' | 'addTalk' | 'keepMeeting'>;

/** What mails and pasted texts offer beside people: talks, orders and meetings. Reading keeps nothing; keeping is one act. */
export function createOfferHandlers(background: Background): OfferHandlers {
  const { book, nowMs } = background;

  return {
    async readPaste({ text, html, today }) {
      return { reading: readPaste({ text, html }, { today, country: null, pageUrl: null }) };
    },

    async readColumns({ table, around }) {
      return { order: readOrderCells(table.heading, table.rows, table.roles, { country: null, around }) };
    },

    async learnColumns({ sender, heading, roles }) {
      await writeSetting(orderColumns, learnColumns(await readSetting(orderColumns), sender.trim().toLowerCase(), heading, roles));
      return {};
    },

    async addTalk({ customer, app, talks, zone, pictures = [] }) {
      const capturer = capturerOf(await getIdentity(book), nowMs());
      if (!(await findCustomer(book, customer))) {
        throw new AppError('customer-not-found');
      }
      const changes = talks.flatMap(({ onDay, at, direction, text }): Change[] => {
        // The same talk pasted by a colleague is the same record.
        const key = `talk:${app}|${customer}|${onDay}|${sha256Hex(text)}`;
        const id = idFromKey('i', capturer.idSalt, key);
        const kept = cutToField(text);
        const fields: readonly (readonly [string, Change['value']])[] = [
          ['channel', 'chat'],
          ['direction', direction],
          ['happenedAt', instantIn(Date.parse(`${onDay}T${at ?? '12:00'}:00Z`), zone)],
          ['precision', at === null ? 'day' : 'minute'],
          ['text', kept],
          ...(kept.length < text.length ? [['notes', [`text-cut: ${kept.length} of ${text.length}`]] as const] : []),
          ['capturedWith', `paste-${app}`],
          ['loggedBy', capturer.user],
          ['keyedBy', key],
          [fieldOf('participants', customer), true],
          [fieldOf('participants', capturer.user), true],
          [fieldOf('by', capturer.user), true],
        ];
        return fields.map(([field, value]) => ({ id, kind: 'i', field, value }));
      });
      const first = changes[0]?.id ?? '';
      const kept = readPictures(pictures);
      await keepPictures(book, first, kept);
      const act = await commitAct(book, 'addTalk', [...changes, ...toAttachments(first, kept)], nowMs());
      background.afterWrite();
      return { act, customer, interaction: changes[0]?.id ?? null };
    },

    async keepMeeting({ tab, id }) {
      const capturer = capturerOf(await getIdentity(book), nowMs());
      const meeting = findOpenMessage(await readSetting(tabState(tab)))?.reading.meetings.find((one) => one.id === id);
      if (!meeting) {
        throw new AppError('page-unreadable');
      }
      const known = await Promise.all(meeting.people.map((person) => findIdByEmail(book, person.email)));
      const customers = [...new Set(known.flatMap((customer) => customer ?? []))];
      const isOff = meeting.state === 'cancelled';
      // A meeting that was moved or called off did not take place at its earlier time.
      const gone = (await listThread(book, meeting.thread)).filter((held) => !held.deleted && (isOff || held.id !== id));
      const removed = gone.map((held): Change => ({ id: held.id, kind: 'i', field: DELETED, value: true }));
      if (isOff ? gone.length === 0 : customers.length === 0) {
        throw new AppError('customer-not-found');
      }
      const fields: readonly (readonly [string, Change['value']])[] = [
        ['channel', 'meeting'],
        ['direction', 'none'],
        ['happenedAt', meeting.startsAt ?? `${meeting.onDay}T12:00:00Z`],
        ['precision', meeting.startsAt === null ? 'day' : 'minute'],
        ...(meeting.durationMinutes === null ? [] : [['durationMinutes', meeting.durationMinutes] as const]),
        ['subject', meeting.subject.slice(0, 500)],
        ['text', cutToField(meeting.place)],
        ['people', meeting.people.map((person) => ({ role: 'to', ...person }))],
        ['threadId', meeting.thread],
        ['capturedWith', 'invitation'],
        ['loggedBy', capturer.user],
        ...customers.map((customer) => [fieldOf('participants', customer), true] as const),
        [fieldOf('participants', capturer.user), true],
        [fieldOf('by', capturer.user), true],
      ];
      const kept = isOff ? [] : fields.map(([field, value]): Change => ({ id, kind: 'i', field, value }));
      const act = await commitAct(book, 'keepMeeting', [...removed, ...kept], nowMs());
      background.afterWrite();
      return { act, customer: customers[0] ?? null, interaction: id };
    },
  };
}
