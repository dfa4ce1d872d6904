import type { Clock, Random } from '../runtime.ts';
import type { Store } from '../store/port.ts';

/** What every service works with. */
export type Deps = { readonly store: Store; readonly clock: Clock; readonly random: Random };
