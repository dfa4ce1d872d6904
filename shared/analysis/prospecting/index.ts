import { lifecycle } from './lifecycle.ts';
import { purchases } from './purchases.ts';
import { relationship } from './relationship.ts';
import { sources } from './sources.ts';
import { trend } from './trend.ts';

/** All analyses of prospecting. */
export const prospecting = [purchases, trend, lifecycle, relationship, sources] as const;
