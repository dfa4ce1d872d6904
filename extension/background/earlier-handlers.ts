import { normalizeEmail } from '#shared/capture/addresses.ts';
import { findNeverLogRule } from '#shared/capture/never-log.ts';
import { listCounterparts } from '#shared/capture/people.ts';
import { readRaw } from '#shared/capture/raw/read-raw.ts';
import { AppError } from '#shared/errors.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { cutToField, toInstant } from '#shared/model/field.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import { MAX_EARLIER } from '../earlier-messages.ts';
import type { calls } from '../messages.ts';
import { injectEarlierReader } from '../platform.ts';
import { earlierMessage, earlierReach, earlierRun, neverLogRules, readSetting, removeSetting, writeSetting, type EarlierRun } from '../settings.ts';
import { findCustomer, findIdByEmail } from '../store/customers.ts';
import { findInteraction } from '../store/interactions.ts';
import { commitAct, type Change } from '../store/write.ts';
import type { Handlers, Sender } from '../transport.ts';
import { heldBackReason } from './held-back.ts';
import { interactionIdOf, toLogChanges } from './lead.ts';
import { listMailTabs } from './mail-tabs.ts';
import { capturerOf, getIdentity, listOwnAddresses, type Background } from './own.ts';

type EarlierHandlers = Pick<
  Handlers<typeof calls>,
  'listMailTabs' | 'fetchEarlier' | 'stopEarlier' | 'dropEarlier' | 'keepEarlier' | 'earlierWanted' | 'earlierFound' | 'earlierRead' | 'earlierEnded'
>;

/** Changes of the one fetch run one after another: a press on "Stop" may come between two mails. */
let queue: Promise<unknown> = Promise.resolve();

function updateRun(change: (run: EarlierRun) => EarlierRun): Promise<void> {
  const done = queue.then(async () => {
    const run = await readSetting(earlierRun);
    if (run !== null) {
      await writeSetting(earlierRun, change(run));
    }
  });
  queue = done.catch(() => undefined);
  return done;
}

function withHeld(run: EarlierRun, reason: string, rule?: string): EarlierRun {
  const rules = rule === undefined || run.rules.includes(rule) ? run.rules : [...run.rules, rule];
  return { ...run, held: { ...run.held, [reason]: (run.held[reason] ?? 0) + 1 }, rules };
}

const isGoingOn = (run: EarlierRun | null): run is EarlierRun => run?.phase === 'searching' || run?.phase === 'reading';

async function forget(): Promise<void> {
  const run = await readSetting(earlierRun);
  await removeSetting(earlierRun);
  await Promise.all((run?.mails ?? []).map(({ place }) => removeSetting(earlierMessage(place))));
}

/** A tab that was closed fetches nothing more; what came until then can be kept. */
export function endEarlierOf(tab: number): Promise<void> {
  return updateRun((run) => (run.tab === tab && isGoingOn(run) ? { ...run, phase: 'failed', failure: 'gone' } : run));
}

/**
 * A customer's earlier mail: fetched from an open webmail on the user's press, listed in the panel, kept as one act where it is ticked.
 * Nothing of it is in the book before that, and the list lives in memory only.
 */
export function createEarlierHandlers(background: Background): EarlierHandlers {
  const { book, nowMs } = background;

  /** The fetch that this page was asked for; undefined for any other page. */
  const runOf = async (sender: Sender): Promise<EarlierRun | undefined> => {
    const run = await readSetting(earlierRun);
    return isGoingOn(run) && run.tab === sender.tab ? run : undefined;
  };

  const judge = async (run: EarlierRun, message: CapturedMessage): Promise<void> => {
    const identity = await getIdentity(book);
    const interaction = interactionIdOf(message, bytesFromHex(identity.idSalt));
    const { direction, people } = listCounterparts(message, run.own);
    // The search finds parts of addresses; an address is compared whole.
    const isWithCustomer = people.some((person) => run.addresses.includes(person.email));
    const reason = await heldBackReason(book, message, run.own);
    if (interaction === null || !isWithCustomer || message.sentAt === null || reason !== null) {
      const rules = await readSetting(neverLogRules);
      const rule = reason === 'rule' ? people.map(({ email }) => findNeverLogRule(email, rules)).find((held) => held !== undefined) : undefined;
      await updateRun((now) => withHeld(now, isWithCustomer ? (reason ?? 'unread') : 'other', rule));
      return;
    }
    const held = await findInteraction(book, interaction);
    const place = run.mails.length;
    if (run.mails.some((mail) => mail.interaction === interaction)) {
      return;
    }
    await writeSetting(earlierMessage(place), { ...message, text: cutToField(message.text) });
    const { subject, sentAt, precision } = message;
    const mail = { place, interaction, subject: subject.slice(0, 500), sentAt, precision, direction, inBook: held !== undefined && !held.deleted };
    await updateRun((now) => ({ ...now, mails: [...now.mails, mail] }));
  };

  return {
    listMailTabs: async () => ({ tabs: await listMailTabs() }),

    async fetchEarlier({ tab, customer }) {
      const identity = await getIdentity(book);
      const [one, tabs, rules] = [await findCustomer(book, customer), await listMailTabs(), await readSetting(neverLogRules)];
      const page = tabs.find((open) => open.tab === tab);
      if (!one || page === undefined) {
        throw new AppError(one ? 'site-not-granted' : 'customer-not-found');
      }
      await forget();
      const allowed = one.emails.filter((email) => findNeverLogRule(email, rules) === undefined);
      const held = one.emails.flatMap((email) => findNeverLogRule(email, rules) ?? []);
      const failure = !page.gives ? 'no-source' : allowed.length === 0 ? 'rule' : null;
      const run: EarlierRun = {
        customer,
        tab,
        host: page.host,
        adapter: page.adapter,
        phase: failure === null ? 'searching' : 'failed',
        failure,
        addresses: allowed,
        own: [...(await listOwnAddresses(book, identity, { ownAddresses: [] }))],
        total: 0,
        wanted: 0,
        read: 0,
        held: {},
        rules: [...new Set(held)],
        mails: [],
      };
      await writeSetting(earlierRun, run);
      if (failure === null) {
        await injectEarlierReader(tab).catch(() => endEarlierOf(tab));
      }
      return {};
    },

    async stopEarlier() {
      await updateRun((run) => (isGoingOn(run) ? { ...run, phase: 'stopped' } : run));
      return {};
    },

    async dropEarlier() {
      await forget();
      return {};
    },

    async earlierWanted(_, sender) {
      const run = await runOf(sender);
      return { addresses: run?.phase === 'searching' ? run.addresses : [], most: MAX_EARLIER };
    },

    async earlierFound({ ownAddresses, total, mails }, sender) {
      const run = await runOf(sender);
      if (run?.phase !== 'searching') {
        return { wanted: [] };
      }
      const own = [...(await listOwnAddresses(book, await getIdentity(book), { ownAddresses }))];
      const rules = await readSetting(neverLogRules);
      const judged = mails.map(({ nativeId, emails }) => ({
        nativeId,
        rule: emails
          .map((email) => normalizeEmail(email) ?? email)
          .filter((email) => !own.includes(email))
          .map((email) => findNeverLogRule(email, rules))
          .find((rule) => rule !== undefined),
      }));
      const wanted = judged.filter(({ rule }) => rule === undefined).map(({ nativeId }) => nativeId);
      const held = judged.filter(({ rule }) => rule !== undefined);
      await updateRun((now) => ({
        ...held.reduce((sum, { rule }) => withHeld(sum, 'rule', rule), now),
        phase: now.phase === 'searching' ? 'reading' : now.phase,
        own,
        total,
        wanted: wanted.length,
      }));
      return { wanted };
    },

    async earlierRead({ nativeId, raw }, sender) {
      const run = await runOf(sender);
      if (run === undefined) {
        return { goesOn: false };
      }
      if (raw === null) {
        await updateRun((now) => withHeld(now, 'unread'));
      } else {
        const { latin1, cutAtBytes, totalBytes } = raw;
        const version = `${run.adapter}@earlier`;
        await judge(run, await readRaw(latin1, { adapter: version, nativeId, ownAddresses: run.own, cutAtBytes, totalBytes }));
      }
      await updateRun((now) => ({ ...now, read: now.read + 1 }));
      return { goesOn: (await runOf(sender)) !== undefined };
    },

    async earlierEnded({ failure }, sender) {
      if ((await runOf(sender)) !== undefined) {
        await updateRun((run) => ({ ...run, phase: failure === null ? 'done' : 'failed', failure }));
      }
      return {};
    },

    async keepEarlier({ customer, places }) {
      const identity = await getIdentity(book);
      const run = await readSetting(earlierRun);
      if (run === null || run.customer !== customer) {
        throw new AppError('nothing-to-undo');
      }
      const changes: Change[] = [];
      for (const place of new Set(places)) {
        const message = await readSetting(earlierMessage(place));
        const people = message === null ? [] : listCounterparts(message, run.own).people;
        const known = await Promise.all(people.map(({ email }) => findIdByEmail(book, email)));
        const customers = [
          ...new Set([...known.flatMap((id) => id ?? []), ...(people.length > 0 && known.every((id) => id === undefined) ? [customer] : [])]),
        ];
        const logged = message === null ? undefined : toLogChanges(message, customers, run.own, capturerOf(identity, nowMs()));
        changes.push(...(logged?.changes ?? []));
      }
      if (changes.length === 0) {
        throw new AppError('page-unreadable');
      }
      const act = await commitAct(book, 'earlierMail', changes, nowMs());
      background.afterWrite();
      await rememberReach(run, act, toInstant(nowMs()));
      await forget();
      return { act, customer, interaction: null };
    },
  };
}

/** What was reached is said at the end of the customer's timeline. */
async function rememberReach(run: EarlierRun, act: number, now: string): Promise<void> {
  const oldestAt = run.mails.flatMap(({ sentAt }) => sentAt ?? []).toSorted()[0] ?? null;
  const isAll = run.phase === 'done' && run.total <= run.wanted + (run.held['rule'] ?? 0);
  const reach = { customer: run.customer, act, onDay: now.slice(0, 10), host: run.host, oldestAt, isAll };
  await writeSetting(earlierReach, [...(await readSetting(earlierReach)).filter(({ customer }) => customer !== run.customer), reach].slice(-2000));
}
