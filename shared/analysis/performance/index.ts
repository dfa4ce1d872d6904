import { repMeasures } from './rep-measures.ts';
import { serviceScore } from './service-score.ts';

/** All analyses of performance. */
export const performance = [repMeasures, serviceScore] as const;
