import type { EarlierSource } from './source.ts';
import { earlierRoundcube } from './roundcube.ts';
import { earlierSogo } from './sogo.ts';

/** The webmails that give earlier mail: those whose search was read in their source and tried against the program. */
export const earlierSources: readonly EarlierSource[] = [earlierRoundcube, earlierSogo];
