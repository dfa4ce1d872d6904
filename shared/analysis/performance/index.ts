import { bookQuality } from './book-quality.ts';
import { outcome } from './outcome.ts';
import { repMeasures } from './rep-measures.ts';
import { serviceScore } from './service-score.ts';

/** All analyses of performance. */
export const performance = [repMeasures, serviceScore, outcome, bookQuality] as const;
