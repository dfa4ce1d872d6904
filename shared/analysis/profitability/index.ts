import { margin } from './margin.ts';
import { walletShare } from './wallet-share.ts';

/** All analyses of profitability. */
export const profitability = [margin, walletShare] as const;
