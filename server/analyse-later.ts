/** Analyses that this version does not have yet, and the records that each will need: asked for, they say so. */
export const laterAnalyses: ReadonlyMap<string, readonly string[]> = new Map([['profitability.lifetime-value', ['orders']]]);
