import { bookQuality } from './book-quality.ts';
import { outcome } from './outcome.ts';
import { repMeasures } from './rep-measures.ts';
import { sales } from './sales.ts';
import { serviceScore } from './service-score.ts';

/** All analyses of performance. */
export const performance = [sales, repMeasures, serviceScore, outcome, bookQuality] as const;
