/** What keeps a customer. `super`: attached and coming back; the others come back for another reason, or not. */
export const LOYALTY_KINDS = ['super', 'inertia', 'incentive', 'price'] as const;
export type LoyaltyKind = (typeof LOYALTY_KINDS)[number];

/** Satisfied and loyal, or one, or none of the two (Jones and Sasser 1995). */
export const QUADRANTS = ['loyal', 'hostage', 'mercenary', 'lost'] as const;
export type Quadrant = (typeof QUADRANTS)[number];

/** High or low; null where it is not known, which is never filled by a guess. */
export type Degree = 'high' | 'low' | null;

/** What the kind of loyalty rests on. */
export type KindEvidence = {
  /** Asked: how the customer feels about us. */
  readonly attachment: Degree;
  /** Recorded: whether the customer comes back. */
  readonly repeat: Degree;
  /** Bought mostly with a discount or reward. */
  readonly isByIncentive: boolean | null;
  /** Bought with a discount more often than others. */
  readonly isPriceSensitive: boolean | null;
};

/**
 * The kind of loyalty by attachment and repeat (after Dick and Basu 1994): high and high is super, low attachment with high
 * repeat is inertia; mostly with a discount is incentive; price-sensitive with low attachment and low repeat is price. Null
 * where what is known fits none.
 * @example
 * kindOf({ attachment: 'high', repeat: 'high', isByIncentive: null, isPriceSensitive: null }) // 'super'
 * @example
 * kindOf({ attachment: 'low', repeat: 'low', isByIncentive: false, isPriceSensitive: true }) // 'price'
 */
export function kindOf({ attachment, repeat, isByIncentive, isPriceSensitive }: KindEvidence): LoyaltyKind | null {
  if (attachment === 'high' && repeat === 'high') {
    return 'super';
  }
  if (isByIncentive === true) {
    return 'incentive';
  }
  if (attachment === 'low' && repeat === 'high') {
    return 'inertia';
  }
  return attachment === 'low' && repeat === 'low' && isPriceSensitive === true ? 'price' : null;
}

/**
 * The quadrant of satisfaction and loyalty; null where one of the two is not known.
 * @example
 * quadrantOf('low', 'high') // 'hostage'
 * @example
 * quadrantOf('high', 'low') // 'mercenary'
 */
export function quadrantOf(satisfaction: Degree, loyalty: Degree): Quadrant | null {
  if (satisfaction === null || loyalty === null) {
    return null;
  }
  if (satisfaction === 'high') {
    return loyalty === 'high' ? 'loyal' : 'mercenary';
  }
  return loyalty === 'high' ? 'hostage' : 'lost';
}
