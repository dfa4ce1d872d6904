import { care } from './care.ts';
import { nextAction } from './next-action.ts';

/** All analyses that advise, or read the others. */
export const advice = [care, nextAction] as const;
