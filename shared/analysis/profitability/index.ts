import { lifetimeValue } from './lifetime-value.ts';
import { margin } from './margin.ts';
import { walletShare } from './wallet-share.ts';

/** All analyses of profitability. */
export const profitability = [lifetimeValue, margin, walletShare] as const;
