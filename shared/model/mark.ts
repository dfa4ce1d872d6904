import * as v from 'valibot';

/** A mark of 0 to 100. */
export const Mark = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
