import type { Clock, Random } from '../runtime.ts';
import type { Store } from '../store/port.ts';

/** What every service works with. */
export type Deps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Told which customers' orders were written; missing where nobody keeps what is learnt up to date. */
  readonly onOrders?: ((org: string, customers: readonly string[]) => void) | undefined;
  /** Told that the team's settings were written. */
  readonly onSettings?: ((org: string) => void) | undefined;
};
