import { scopeOfUser, type Principal } from '#shared/access.ts';
import { lastMonth, toDayNumber } from '#shared/analysis/core/calendar.ts';
import { closeSheets, tellMonth, type MonthSheets, type TechnicianSheet } from '#shared/analysis/performance/month-sheets.ts';
import { AppError } from '#shared/errors.ts';
import { fieldOf } from '#shared/model/entity.ts';
import { toInstant } from '#shared/model/field.ts';
import type { Json } from '#shared/model/record.ts';
import { assessments, type Month } from '#shared/model/service.ts';
import { bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import type {
  CloseMonthRequest,
  ConfirmMonthRequest,
  LaterRequest,
  MarkMonthRequest,
  MonthOfTechnician,
  MonthQuery,
  MonthReply,
} from '#shared/wire/months.ts';
import type { Org, Reader, StoredUser, Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import { dayOfTeam } from './customer-facts.ts';
import type { Deps } from './deps.ts';
import { gatherMonth } from './gather-month.ts';
import { looksAfter } from './people.ts';
import { writeServerRecord } from './server-records.ts';

/** A month of all technicians, with the people who are named in it. */
type Gathered = { readonly org: Org; readonly sheets: MonthSheets; readonly people: ReadonlyMap<string, StoredUser> };

/** A month of the technicians that somebody may see: a technician the own one, a lead those of the team, an admin all. */
export async function readMonth(deps: Deps, principal: Principal, { month }: MonthQuery): Promise<MonthReply> {
  return toReply(await gather(deps, deps.store, principal, month), principal);
}

/** Writes what the lead says of a month. Throws `month-closed`, `user-not-found` and `forbidden`. */
export async function markMonth(deps: Deps, principal: Principal, request: MarkMonthRequest): Promise<MonthReply> {
  const { user, month, mark, remark } = request;
  return change(deps, principal, month, async (tx, gathered) => {
    const one = await findLed(tx, gathered, principal, user);
    if (isClosed(one)) {
      throw new AppError('month-closed');
    }
    await write(tx, deps, principal, gathered, one, { leadMark: mark, remark: remark.trim(), by: principal.user });
  });
}

/**
 * Closes a month of an area: the sheets of its technicians are kept as they are, with their shares of the pool, and no
 * longer change. Throws `month-unfinished` while it goes on, `month-closed` where it is closed already, `month-changed`
 * where others than the closer knew of have no score, `forbidden` where technicians of the area are not the closer's.
 */
export async function closeMonth(deps: Deps, principal: Principal, { month, area, withoutScore }: CloseMonthRequest): Promise<MonthReply> {
  return change(deps, principal, month, async (tx, gathered) => {
    const own = gathered.sheets.technicians.filter(({ sheet }) => sheet.area === area);
    if (own.length === 0) {
      throw new AppError('not-found');
    }
    if (!own.every(({ user }) => isLed(gathered, principal, user))) {
      throw new AppError('forbidden');
    }
    if (own.some(isClosed)) {
      throw new AppError('month-closed');
    }
    if (!gathered.sheets.isOver) {
      throw new AppError('month-unfinished');
    }
    const unscored = own.filter(({ sheet }) => sheet.score === null).map(({ user }) => user);
    if (unscored.toSorted().join() !== [...new Set(withoutScore)].toSorted().join()) {
      throw new AppError('month-changed');
    }
    const closed = closeSheets(own.map(({ sheet }) => sheet));
    const closedAt = toInstant(deps.clock.nowMs());
    for (const [at, one] of own.entries()) {
      const sheet: Json = JSON.parse(JSON.stringify(closed[at]));
      await write(tx, deps, principal, gathered, one, { area, sheet, closedAt, closedBy: principal.user });
    }
  });
}

/** Confirms a closed month for one side: the technician's own, or that of who looks after the technician. Throws `month-open` and `forbidden`. */
export async function confirmMonth(deps: Deps, principal: Principal, { user, month }: ConfirmMonthRequest): Promise<MonthReply> {
  return change(deps, principal, month, async (tx, gathered) => {
    const own = user === principal.user ? gathered.sheets.technicians.find((one) => one.user === user) : undefined;
    const one = own ?? (await findLed(tx, gathered, principal, user));
    if (!isClosed(one)) {
      throw new AppError('month-open');
    }
    // Who confirmed once has confirmed: a second press changes nothing.
    if (one.assessment?.confirmed[principal.user] === undefined) {
      await write(tx, deps, principal, gathered, one, { [fieldOf('confirmed', principal.user)]: toInstant(deps.clock.nowMs()) });
    }
  });
}

/** Adds an entry to a closed month, whose sheet stays as it is. Throws `month-open`, `user-not-found` and `forbidden`. */
export async function addToMonth(deps: Deps, principal: Principal, { user, month, mark, remark }: LaterRequest): Promise<MonthReply> {
  return change(deps, principal, month, async (tx, gathered) => {
    const one = await findLed(tx, gathered, principal, user);
    if (!isClosed(one)) {
      throw new AppError('month-open');
    }
    // An entry is never written over: two of one second take two seconds.
    let atMs = deps.clock.nowMs();
    while (one.assessment?.later[toInstant(atMs)] !== undefined) {
      atMs += 1000;
    }
    const entry = { remark: remark.trim(), by: principal.user, ...(mark === null ? {} : { mark }) };
    await write(tx, deps, principal, gathered, one, { [fieldOf('later', toInstant(atMs))]: entry });
  });
}

async function gather(deps: Deps, store: Reader, principal: Principal, asked: Month | undefined): Promise<Gathered> {
  const org = await store.findOrg(principal.org);
  if (!org) {
    throw new AppError('not-found');
  }
  const asOf = toDayNumber(dayOfTeam(org, deps.clock.nowMs())) ?? 0;
  const month = asked ?? lastMonth(asOf);
  const sheets = tellMonth(await gatherMonth(store, org, month), month, asOf);
  return { org, sheets, people: new Map((await store.listUsers(org.id)).map((user) => [user.id, user])) };
}

/** Reads a month, changes it in the same transaction, and answers what it is then. */
async function change(deps: Deps, principal: Principal, month: Month, act: (tx: Tx, gathered: Gathered) => Promise<void>): Promise<MonthReply> {
  await deps.store.write(async (tx) => {
    // Two who close at once would each share the pool as they read it.
    await tx.lockName(`month ${month} of ${principal.org}`);
    await act(tx, await gather(deps, tx, principal, month));
  });
  return readMonth(deps, principal, { month });
}

const isClosed = ({ assessment }: TechnicianSheet): boolean => assessment?.closedAt !== undefined && assessment.sheet !== undefined;

/** Nobody marks, closes or answers for the own month as its lead. */
function isLed({ people }: Gathered, principal: Principal, user: string): boolean {
  const held = people.get(user);
  return user !== principal.user && (held === undefined ? principal.role === 'admin' : looksAfter(principal, held));
}

async function findLed(tx: Tx, gathered: Gathered, principal: Principal, user: string): Promise<TechnicianSheet> {
  const one = gathered.sheets.technicians.find((held) => held.user === user);
  if (one === undefined || !(await tx.findUser(principal.org, user))) {
    throw new AppError('user-not-found');
  }
  if (!isLed(gathered, principal, user)) {
    throw new AppError('forbidden');
  }
  return one;
}

async function write(
  tx: Tx,
  deps: Deps,
  principal: Principal,
  { org, sheets: { month } }: Gathered,
  { user, assessment }: TechnicianSheet,
  fields: Readonly<Record<string, Json>>,
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const id = assessment?.id ?? idFromKey(assessments.kind, bytesFromHex(org.idSalt), `month:${user}:${month}`);
  const whole = assessment === undefined ? { user, month, ...fields } : fields;
  await writeServerRecord(tx, { org: org.id, id, kind: 'b', fields: whole, actor: principal.user, scopes: [scopeOfUser(user)] }, nowMs);
  await writeAudit(tx, org.id, nowMs, principal.user, 'month-changed', id);
}

function toReply(gathered: Gathered, principal: Principal): MonthReply {
  const { sheets, people } = gathered;
  const { month, isOver, currenciesLeftOut, technicians } = sheets;
  const nameOf = (user: string | undefined): string => people.get(user ?? '')?.name ?? '';
  const seen = technicians.filter(({ user }) => user === principal.user || isLed(gathered, principal, user));
  const areas = [...new Set(technicians.map(({ sheet }) => sheet.area))];
  const isClosable = (area: string): boolean => {
    const own = technicians.filter(({ sheet }) => sheet.area === area);
    return isOver && own.every((one) => isLed(gathered, principal, one.user) && !isClosed(one));
  };
  return {
    month,
    isOver,
    currenciesLeftOut: [...currenciesLeftOut],
    technicians: seen.map((one) => toMonth(one, nameOf)),
    closable: areas.filter(isClosable),
  };
}

function toMonth({ user, sheet, assessment }: TechnicianSheet, nameOf: (user: string | undefined) => string): MonthOfTechnician {
  const { closedAt, closedBy, confirmed = {}, later = {} } = assessment ?? {};
  return {
    user,
    sheet,
    closed: closedAt === undefined ? null : { at: closedAt, by: nameOf(closedBy) },
    confirmed: Object.entries(confirmed)
      .map(([who, at]) => ({ user: who, name: nameOf(who), at }))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    later: Object.entries(later)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([at, { by, mark = null, remark }]) => ({ at, by: nameOf(by), mark, remark })),
  };
}
