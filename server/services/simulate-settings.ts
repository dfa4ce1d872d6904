import type { Principal } from '#shared/access.ts';
import { toDayNumber } from '#shared/analysis/core/calendar.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { simulateSettings, type Simulated } from '#shared/analysis/profiling/simulate-settings.ts';
import { AppError } from '#shared/errors.ts';
import { toView } from '#shared/model/entity.ts';
import { settings, SETTINGS_ID } from '#shared/model/settings.ts';
import type { SettingsRequest, SimulationReply } from '#shared/wire/settings.ts';
import { dayOfTeam } from './customer-facts.ts';
import type { Deps } from './deps.ts';
import { gatherOrders } from './gather-orders.ts';
import { listScopesOf } from './pull-changes.ts';
import { checkSettings, findSettings } from './settings.ts';

/** So many of those who move are named. */
const MOST_NAMED = 10;

/**
 * What other settings would change before they apply: who moves, and what the discounts would have cost in twelve months.
 * `fields` are written over what holds, and nothing is stored. Customers are counted whole and named to whoever may see them.
 * Throws `bad-request`, which names the field that does not fit.
 */
export async function simulate(deps: Deps, principal: Principal, { fields }: SettingsRequest): Promise<SimulationReply> {
  const { store } = deps;
  checkSettings(fields);
  const org = await store.findOrg(principal.org);
  if (!org) {
    throw new AppError('not-found');
  }
  const held = (await store.findRecord(org.id, SETTINGS_ID))?.record.body ?? {};
  const asOf = dayOfTeam(org, deps.clock.nowMs());
  const roots = new Map((await store.listAllMembers(org.id)).map(({ id, root }) => [id, root]));
  const of = {
    zone: org.timeZone,
    asOf,
    roots,
    terms: {
      before: await findSettings(store, org.id),
      after: toView(settings, { id: SETTINGS_ID, body: { ...held, ...fields } }),
      currency: org.currency,
    },
  };
  const found = await gatherOrders(store, org.id, (all, learner): Simulated | Promise<Simulated> => {
    if (learner !== undefined) {
      return learner.simulate(of);
    }
    const lines = linesFromOrders(all, { zone: of.zone, customerOf: (customer) => roots.get(customer) ?? customer });
    return simulateSettings(lines, of.terms, toDayNumber(asOf) ?? 0);
  });
  const scopes = await listScopesOf(store, principal);
  const named = await store.readVisible(org.id, scopes, [...new Set(found.moved.flatMap(({ some }) => some))]);
  const names = new Map(
    named.flatMap(({ level, record: { id, body } }): [string, string][] =>
      level === 'full' ? [[id, typeof body['name'] === 'string' ? body['name'] : '']] : [],
    ),
  );
  return {
    ...found,
    moved: found.moved.map(({ some, ...move }) => ({
      ...move,
      some: some
        .flatMap((id) => {
          const name = names.get(id);
          return name === undefined ? [] : [{ id, name }];
        })
        .slice(0, MOST_NAMED),
    })),
  };
}
