import * as v from 'valibot';

/** How closely a seller looks after a customer, from the sale alone to working together (Kotler, Marketing Management). */
export const RELATIONSHIP_LEVELS = ['basic', 'reactive', 'accountable', 'proactive', 'partnership'] as const;
export type RelationshipLevel = (typeof RELATIONSHIP_LEVELS)[number];

export const MARGINS = ['high', 'medium', 'low'] as const;
export type MarginLevel = (typeof MARGINS)[number];
export const NUMBERS = ['many', 'medium', 'few'] as const;
export type NumberLevel = (typeof NUMBERS)[number];

const Level = v.picklist(RELATIONSHIP_LEVELS);
const Row = v.object({ high: Level, medium: Level, low: Level });

/** The level that is advised for a margin and a number of customers; a team may set every cell. */
export const Grid = v.object({ many: Row, medium: Row, few: Row });
export type Grid = v.InferOutput<typeof Grid>;

/** Kotler's grid: the fewer the customers and the higher the margin, the closer. */
export const KOTLER: Grid = {
  many: { high: 'accountable', medium: 'reactive', low: 'basic' },
  medium: { high: 'proactive', medium: 'accountable', low: 'reactive' },
  few: { high: 'partnership', medium: 'proactive', low: 'accountable' },
};

/**
 * The advised level.
 * @example
 * adviseLevel('medium', 'many', KOTLER) // 'reactive'
 * @example
 * adviseLevel('high', 'medium', KOTLER) // 'proactive'
 */
export function adviseLevel(margin: MarginLevel, number: NumberLevel, grid: Grid): RelationshipLevel {
  return grid[number][margin];
}

/** What was recorded of the contact with a customer in the last twelve months. */
export type Contact = {
  /** Mails, calls and visits that the customer began, and that we did. */
  readonly received: number;
  readonly sent: number;
  readonly meetings: number;
  /** Orders, and those of them that were followed by a contact of ours within 30 days. */
  readonly orders: number;
  readonly followed: number;
};

/** So many contacts of ours in a year are regular, and so many meetings are work together. */
const REGULAR = 4;

/**
 * The level that is lived, from what was recorded: meetings and regular contact of ours is partnership, regular contact
 * proactive, a contact after at least half of the orders accountable, answers to what the customer began reactive, nothing
 * basic.
 * @example
 * livedLevel({ received: 2, sent: 1, meetings: 0, orders: 5, followed: 0 }) // 'reactive'
 */
export function livedLevel({ received, sent, meetings, orders, followed }: Contact): RelationshipLevel {
  if (meetings >= REGULAR && sent + meetings >= 2 * REGULAR) {
    return 'partnership';
  }
  if (sent + meetings >= REGULAR) {
    return 'proactive';
  }
  if (orders > 0 && followed * 2 >= orders) {
    return 'accountable';
  }
  return received + sent + meetings > 0 ? 'reactive' : 'basic';
}

/** How many steps a lived level is below the advised one; below 0: closer than advised. */
export function stepsBelow(advised: RelationshipLevel, lived: RelationshipLevel): number {
  return RELATIONSHIP_LEVELS.indexOf(advised) - RELATIONSHIP_LEVELS.indexOf(lived);
}
