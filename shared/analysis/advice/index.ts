import { care } from './care.ts';

/** All analyses that advise. */
export const advice = [care] as const;
