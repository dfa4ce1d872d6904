import { basket } from './basket.ts';
import { design } from './design.ts';
import { reorder } from './reorder.ts';
import { supply } from './supply.ts';

/** All analyses of products. */
export const product = [reorder, basket, supply, design] as const;
