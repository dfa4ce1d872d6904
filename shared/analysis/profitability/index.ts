import { walletShare } from './wallet-share.ts';

/** All analyses of profitability. */
export const profitability = [walletShare] as const;
