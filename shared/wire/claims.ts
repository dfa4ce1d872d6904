import * as v from 'valibot';

/** Somebody captured a customer that others have, and sees no more of it than what he wrote until this is decided. */
export const ClaimRow = v.strictObject({
  customer: v.string(),
  /** As whoever decides sees it. */
  name: v.string(),
  claimant: v.string(),
  claimantName: v.string(),
  /** Whose it is so far. */
  holders: v.array(v.string()),
  at: v.string(),
});
export type ClaimRow = v.InferOutput<typeof ClaimRow>;

export const ClaimsReply = v.strictObject({ claims: v.array(ClaimRow) });
export type ClaimsReply = v.InferOutput<typeof ClaimsReply>;

/** `grant`: the claimant sees the customer whole, as the others do; `apart`: he goes on with what he wrote himself. */
export const DecideClaimRequest = v.strictObject({ claimant: v.pipe(v.string(), v.maxLength(64)), decision: v.picklist(['grant', 'apart']) });
export type DecideClaimRequest = v.InferOutput<typeof DecideClaimRequest>;
