/** Analyses that this version does not have yet, and the records that each will need: asked for, they say so. */
export const laterAnalyses: ReadonlyMap<string, readonly string[]> = new Map([
  ['profitability.margin', ['orders', 'costs']],
  ['profitability.lifetime-value', ['orders']],
  ['profitability.wallet-share', ['orders', 'survey-answers']],
  ['performance.sales', ['orders']],
  ['performance.rep-measures', ['interactions', 'orders']],
  ['performance.service-score', ['service-cases']],
  ['prospecting.purchases', ['orders']],
  ['prospecting.sources', ['customers', 'deals']],
  ['product.basket', ['orders']],
  ['promotion.campaign', ['campaigns', 'orders']],
]);
