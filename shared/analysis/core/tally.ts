import { BEFORE, BOUGHT, NOW, type Block } from './blocks.ts';

/** Sums of the lines of one cell: whole minor units, different orders in which something was bought, and pieces. */
export type Sums = {
  /** False where no line is of the cell. */
  readonly isSeen: boolean;
  readonly amountMinor: number;
  readonly orders: number;
  /** In millionths of a piece: whole numbers, whose sum does not depend on the order of lines. */
  readonly quantityMicro: number;
  /** The amounts of the two periods that are compared. */
  readonly nowMinor: number;
  readonly beforeMinor: number;
};

/** Sums by cell, which grow block by block. The lines of an order must come one after another. */
export type Tally = { readonly cells: number; readonly add: (block: Block) => void; readonly read: (cell: number) => Sums };

/** Writes the cell of each row of a block to its place, -1 for none. */
export type CellsOf = (block: Block, cells: Int32Array) => void;

/** The cell of a line is the number of its name. */
export function byName(column: Int32Array | Int8Array): CellsOf {
  return ({ line, count }, cells) => {
    for (let row = 0; row < count; row += 1) {
      cells[row] = column[line[row] ?? 0] ?? -1;
    }
  };
}

/** The cell of a line is that of its day. @param cellOf the cells of days, from the day `first` on */
export function byDay(day: Int32Array, first: number, cellOf: Int32Array): CellsOf {
  return ({ line, count }, cells) => {
    for (let row = 0; row < count; row += 1) {
      cells[row] = cellOf[(day[line[row] ?? 0] ?? 0) - first] ?? -1;
    }
  };
}

/** What a tally has counted. */
type Cells = {
  /** Amount and pieces of a cell beside each other, and the amounts of two periods: what is written together lies together. */
  readonly sums: Float64Array;
  readonly years: Float64Array;
  readonly orders: Int32Array;
  /** The order that was last seen in a cell, times two, and one more once it is counted there. */
  readonly lastOrder: Int32Array;
};

function addSums({ sums, orders, lastOrder }: Cells, { count, order, flags, amountMinor, quantityMicro }: Block, cellOf: Int32Array): void {
  for (let row = 0; row < count; row += 1) {
    const cell = cellOf[row] ?? -1;
    if (cell < 0) {
      continue;
    }
    const at = 2 * cell;
    sums[at] = (sums[at] ?? 0) + (amountMinor[row] ?? 0);
    sums[at + 1] = (sums[at + 1] ?? 0) + (quantityMicro[row] ?? 0);
    const seen = 2 * (order[row] ?? 0);
    const last = lastOrder[cell] ?? -1;
    if (last !== seen + 1) {
      const bought = ((flags[row] ?? 0) & BOUGHT) >> 1;
      lastOrder[cell] = seen + bought;
      orders[cell] = (orders[cell] ?? 0) + bought;
    }
  }
}

function addYears({ years }: Cells, { count, flags, amountMinor }: Block, cellOf: Int32Array): void {
  for (let row = 0; row < count; row += 1) {
    const cell = cellOf[row] ?? -1;
    const flag = flags[row] ?? 0;
    if (cell >= 0 && (flag & (NOW | BEFORE)) !== 0) {
      const at = 2 * cell + ((flag & NOW) === 0 ? 1 : 0);
      years[at] = (years[at] ?? 0) + (amountMinor[row] ?? 0);
    }
  }
}

let scratch = new Int32Array();

/** An empty tally of so many cells. */
export function createTally(cellsOf: CellsOf, cells: number): Tally {
  const counted: Cells = {
    sums: new Float64Array(2 * cells),
    years: new Float64Array(2 * cells),
    orders: new Int32Array(cells),
    lastOrder: new Int32Array(cells).fill(-1),
  };
  return {
    cells,
    add(block) {
      scratch = scratch.length < block.count ? new Int32Array(block.line.length) : scratch;
      cellsOf(block, scratch);
      addSums(counted, block, scratch);
      if ((block.anyFlags & (NOW | BEFORE)) !== 0) {
        addYears(counted, block, scratch);
      }
    },
    read: (cell) => ({
      isSeen: (counted.lastOrder[cell] ?? -1) >= 0,
      amountMinor: counted.sums[2 * cell] ?? 0,
      orders: counted.orders[cell] ?? 0,
      quantityMicro: counted.sums[2 * cell + 1] ?? 0,
      nowMinor: counted.years[2 * cell] ?? 0,
      beforeMinor: counted.years[2 * cell + 1] ?? 0,
    }),
  };
}
