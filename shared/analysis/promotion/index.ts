import { campaign } from './campaign.ts';

/** All analyses of promotion. */
export const promotion = [campaign] as const;
