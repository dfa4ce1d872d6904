import { duration } from './duration.ts';
import { loyalty } from './loyalty.ts';
import { quadrant } from './quadrant.ts';
import { retention } from './retention.ts';

/** All analyses of persistency. */
export const persistency = [loyalty, duration, retention, quadrant] as const;
