import { level } from './level.ts';
import { market } from './market.ts';
import { risk } from './risk.ts';
import { tastes } from './tastes.ts';

/** All analyses of profiling. */
export const profiling = [level, risk, tastes, market] as const;
