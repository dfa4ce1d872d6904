import type { Logger } from 'pino';
import type { Deps } from './deps.ts';
import { expire } from './expire.ts';

/** How long pushes of orders rest before their customers are reckoned, and before everything is learnt anew. */
const REST_MS = 2000;
const LEARN_MS = 60_000;
/** How often it is looked whether a new day has begun somewhere. */
const LOOK_MS = 10 * 60_000;

/** Keeps what is learnt up to date while the server runs. */
export type Analyst = {
  /** Orders of these customers were written. */
  readonly noteOrders: (org: string, customers: readonly string[]) => void;
  /** The settings of this organization were written. */
  readonly noteSettings: (org: string) => void;
  readonly close: () => void;
};

/** Loaded when there is something to reckon, so that a start need not wait for it. */
const load = () => import('./run-analyses.ts');

type Waiting = { readonly customers: Set<string>; readonly timer: NodeJS.Timeout };

/**
 * Reckons the customers of pushed orders after a moment, learns cuts and rhythms anew when pushes have rested for a
 * minute or settings for a moment, and once a day for every organization, since days of silence change the facts as well. Of several processes
 * each reckons what it took itself, one after another; what another one has written already is not written again.
 */
export function createAnalyst(deps: Deps, log: Logger): Analyst {
  const waiting = new Map<string, Waiting>();
  const learning = new Map<string, NodeJS.Timeout>();
  const learntOn = new Map<string, string>();
  // What is read here and written a moment later must not be overtaken by another process that read it later.
  const inTurn = (org: string, job: () => Promise<void>): Promise<void> => deps.store.inTurn(`analyses of ${org}`, job);
  const guard = (what: string, job: Promise<void>): void => {
    job.catch((error: unknown) =>
      log.error({ what, err: error instanceof Error ? { type: error.name, stack: error.stack } : undefined }, 'analysis failed'),
    );
  };

  const look = async (): Promise<void> => {
    const { dayOfTeam } = await import('./customer-facts.ts');
    for (const org of await deps.store.listOrgs()) {
      const today = dayOfTeam(org, deps.clock.nowMs());
      if (learntOn.get(org.id) !== today) {
        learntOn.set(org.id, today);
        await inTurn(org.id, async () => {
          await (await load()).runAnalyses(deps, org.id);
          await expire(deps, org.id);
        });
      }
    }
  };
  const first = setTimeout(() => guard('daily', look()), REST_MS);
  const daily = setInterval(() => guard('daily', look()), LOOK_MS);
  first.unref();
  daily.unref();

  const learnIn = (org: string, ms: number): void => {
    clearTimeout(learning.get(org));
    const learn = (): void =>
      guard(
        'learning',
        inTurn(org, async () => (await load()).runAnalyses(deps, org)),
      );
    learning.set(org, setTimeout(learn, ms).unref());
  };

  return {
    // Tiers may begin elsewhere: whoever settled it looks for it at once.
    noteSettings: (org) => learnIn(org, REST_MS),
    noteOrders(org, customers) {
      const held = waiting.get(org);
      clearTimeout(held?.timer);
      const all = new Set([...(held?.customers ?? []), ...customers]);
      const timer = setTimeout(() => {
        waiting.delete(org);
        guard(
          'customers',
          inTurn(org, async () => (await load()).refreshCustomers(deps, org, [...all])),
        );
      }, REST_MS);
      waiting.set(org, { customers: all, timer: timer.unref() });
      learnIn(org, LEARN_MS);
    },
    close() {
      clearTimeout(first);
      clearInterval(daily);
      waiting.forEach(({ timer }) => clearTimeout(timer));
      learning.forEach((timer) => clearTimeout(timer));
    },
  };
}
