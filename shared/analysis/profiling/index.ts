import { benefits } from './benefits.ts';
import { level } from './level.ts';
import { market } from './market.ts';
import { paymentsDue } from './payments.ts';
import { risk } from './risk.ts';
import { tastes } from './tastes.ts';

/** All analyses of profiling. */
export const profiling = [level, risk, tastes, market, benefits, paymentsDue] as const;
