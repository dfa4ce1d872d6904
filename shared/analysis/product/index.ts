import { reorder } from './reorder.ts';

/** All analyses of products. */
export const product = [reorder] as const;
