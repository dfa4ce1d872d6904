import { level } from './level.ts';

/** All analyses of profiling. */
export const profiling = [level] as const;
