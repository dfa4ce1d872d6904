import type { Baskets } from '../core/baskets.ts';
import { enlarge } from '../core/enlarge.ts';

/** How deep to look. */
export type FrequentOptions = {
  /** Baskets that have to hold a set; at least 1. */
  readonly minCount: number;
  /** Things in a set; at least 1. */
  readonly maxSize: number;
  /** Baskets with more things count for single things only: whole assortments say nothing of two of them. */
  readonly maxBasket?: number;
  /** Sets after which looking ends; then `isCut` says so. */
  readonly maxSets: number;
};

/**
 * Sets of things that so many baskets hold, as a tree: set `s` is the set `parent[s]` and the thing `item[s]`, which is more
 * frequent than all in the parent (of equally frequent ones the one with the higher number). `parent` is -1 for single things.
 */
export type FrequentSets = {
  readonly count: number;
  readonly parent: Int32Array;
  readonly item: Int32Array;
  /** Baskets that hold the set. */
  readonly baskets: Int32Array;
  readonly size: Uint8Array;
  /** Where a thing stands among the frequent ones, the rarest first; -1 for those that are not. */
  readonly rankOf: Int32Array;
  /** Baskets that hold each thing. */
  readonly withItem: Int32Array;
  readonly isCut: boolean;
};

/** Ends a tail of things in the buffer. */
const END = -1;

/**
 * All sets of things that `minCount` baskets hold. For each set the baskets that hold it are followed behind its last thing,
 * which gives the counts of all sets one larger in one pass; what is not frequent there is left out of the copies that deeper
 * sets read. Source: Uno, Asai, Uchida and Arimura (2003), "LCM: an efficient algorithm for enumerating frequent closed item
 * sets" (occurrence deliver, database reduction), on the depth-first search of Zaki (2000), Eclat.
 */
export function findFrequentSets(baskets: Baskets, options: FrequentOptions): FrequentSets {
  const withItem = new Int32Array(baskets.items);
  for (let at = 0; at < baskets.item.length; at += 1) {
    const item = baskets.item[at] ?? 0;
    withItem[item] = (withItem[item] ?? 0) + 1;
  }
  const byRank = Int32Array.from(withItem.keys())
    .filter((item) => (withItem[item] ?? 0) >= options.minCount)
    .sort((a, b) => (withItem[a] ?? 0) - (withItem[b] ?? 0) || a - b);
  const rankOf = new Int32Array(baskets.items).fill(-1);
  byRank.forEach((item, rank) => (rankOf[item] = rank));
  const search = startSearch(baskets, rankOf, byRank, options);
  for (let rank = byRank.length - 1; rank >= 0; rank -= 1) {
    search.emit(-1, rank, withItem[byRank[rank] ?? 0] ?? 0, 1);
  }
  if (options.maxSize > 1) {
    search.grow();
  }
  return { ...search.read(), rankOf, withItem };
}

function startSearch(
  baskets: Baskets,
  rankOf: Int32Array,
  byRank: Int32Array,
  { minCount, maxSize, maxBasket = Infinity, maxSets }: FrequentOptions,
) {
  let room = 1024;
  let [parent, item, held, size] = [new Int32Array(room), new Int32Array(room), new Int32Array(room), new Uint8Array(room)];
  let [count, isCut] = [0, false];
  const emit = (of: number, rank: number, inBaskets: number, things: number): number => {
    if (count === room) {
      room *= 2;
      [parent, item, held, size] = [enlarge(parent, room), enlarge(item, room), enlarge(held, room), enlarge(size, room)];
    }
    parent[count] = of;
    item[count] = byRank[rank] ?? 0;
    held[count] = inBaskets;
    size[count] = things;
    count += 1;
    return count - 1;
  };

  const frequent = byRank.length;
  const { tails, ends, firstOf } = toTails(baskets, rankOf, frequent, maxBasket);
  // The baskets first, and behind them what deeper sets are read from; what a set needs is given back when it is done.
  let buffer = tails;
  let top = ends;
  const counts = new Int32Array(frequent);

  /** Ranks behind one set, each once, in the order in which they were met; they are at hand only until deeper sets are looked for. */
  const touched = new Int32Array(frequent);

  /** Counts what stands behind one set. `from` to `to`: where the tails behind it begin. */
  const countBehind = (from: number, to: number): number => {
    let met = 0;
    for (let at = from; at < to; at += 1) {
      for (let place = buffer[at] ?? 0; (buffer[place] ?? END) !== END; place += 1) {
        const rank = buffer[place] ?? 0;
        const before = counts[rank] ?? 0;
        counts[rank] = before + 1;
        if (before === 0) {
          touched[met] = rank;
          met += 1;
        }
      }
    }
    return met;
  };

  /** Finds the sets that hold one set and one thing more, and from there the deeper ones. */
  const extend = (set: number, things: number, from: number, to: number): void => {
    const met = countBehind(from, to);
    const isDeep = things + 1 < maxSize;
    const ranks: number[] = [];
    const sets: number[] = [];
    let all = 0;
    for (let at = 0; at < met; at += 1) {
      const rank = touched[at] ?? 0;
      const here = counts[rank] ?? 0;
      if (here >= minCount) {
        const found = emit(set, rank, here, things + 1);
        if (isDeep) {
          ranks.push(rank);
          sets.push(found);
          all += here;
        }
      }
    }
    isCut ||= count > maxSets;
    if (!isDeep || ranks.length < 2 || isCut) {
      for (let at = 0; at < met; at += 1) {
        counts[touched[at] ?? 0] = 0;
      }
      return;
    }
    const bottom = top;
    reserve(all * 2 + (to - from) + ranks.length);
    // Each thing's places, one after another, and behind them the tails without what is not frequent here.
    const begins = ranks.map((rank) => {
      const begin = top;
      top += counts[rank] ?? 0;
      return begin;
    });
    for (let at = 0; at < met; at += 1) {
      const rank = touched[at] ?? 0;
      counts[rank] = (counts[rank] ?? 0) >= minCount ? 0 : END;
    }
    ranks.forEach((rank, at) => (counts[rank] = begins[at] ?? 0));
    copyTails(from, to);
    const filled = ranks.map((rank) => counts[rank] ?? 0);
    for (let at = 0; at < met; at += 1) {
      counts[touched[at] ?? 0] = 0;
    }
    for (let at = 0; at < sets.length; at += 1) {
      const begin = begins[at] ?? 0;
      const end = filled[at] ?? 0;
      if (end - begin >= minCount) {
        extend(sets[at] ?? 0, things + 1, begin, end);
      }
    }
    top = bottom;
  };

  /** Copies the tails of one set without what is not frequent there, and notes behind each thing where its places go on. */
  const copyTails = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) {
      const begin = top;
      for (let place = buffer[at] ?? 0; (buffer[place] ?? END) !== END; place += 1) {
        const rank = buffer[place] ?? 0;
        if ((counts[rank] ?? END) !== END) {
          buffer[top] = rank;
          top += 1;
        }
      }
      if (top - begin < 2) {
        top = begin;
      } else {
        for (let place = begin; place < top - 1; place += 1) {
          const rank = buffer[place] ?? 0;
          const next = counts[rank] ?? 0;
          buffer[next] = place + 1;
          counts[rank] = next + 1;
        }
        buffer[top] = END;
        top += 1;
      }
    }
  };

  const reserve = (more: number): void => {
    if (top + more > buffer.length) {
      buffer = enlarge(buffer, Math.max(buffer.length * 2, top + more));
    }
  };

  return {
    emit,
    grow(): void {
      for (let rank = 0; rank + 1 < frequent && !isCut; rank += 1) {
        const begin = firstOf[rank] ?? 0;
        const end = firstOf[rank + 1] ?? 0;
        // Single things were told of from the most frequent down.
        extend(frequent - 1 - rank, 1, begin, end);
      }
    },
    read: () => ({
      count,
      parent: parent.subarray(0, count),
      item: item.subarray(0, count),
      baskets: held.subarray(0, count),
      size: size.subarray(0, count),
      isCut,
    }),
  };
}

/**
 * The frequent things of each basket by rising rank, each list ended, and behind them, thing by thing, the places that follow
 * it: those of rank `r` stand from `firstOf[r]` up to and without `firstOf[r + 1]`.
 */
function toTails(baskets: Baskets, rankOf: Int32Array, frequent: number, maxBasket: number) {
  const { start, item, count } = baskets;
  const placesOf = new Int32Array(frequent + 1);
  const tails = new Int32Array(2 * item.length + count);
  let length = 0;
  for (let basket = 0; basket < count; basket += 1) {
    const from = start[basket] ?? 0;
    const end = start[basket + 1] ?? 0;
    const begin = length;
    for (let at = from; at < end && end - from <= maxBasket; at += 1) {
      const rank = rankOf[item[at] ?? 0] ?? -1;
      if (rank >= 0) {
        tails[length] = rank;
        length += 1;
      }
    }
    sortRanks(tails, begin, length);
    if (length - begin < 2) {
      length = begin;
    } else {
      for (let place = begin; place < length - 1; place += 1) {
        const next = (tails[place] ?? 0) + 1;
        placesOf[next] = (placesOf[next] ?? 0) + 1;
      }
      tails[length] = END;
      length += 1;
    }
  }
  const firstOf = placesOf;
  firstOf[0] = length;
  for (let rank = 0; rank < frequent; rank += 1) {
    firstOf[rank + 1] = (firstOf[rank + 1] ?? 0) + (firstOf[rank] ?? 0);
  }
  const free = firstOf.slice();
  for (let place = 0; place < length; place += 1) {
    const rank = tails[place] ?? END;
    if (rank !== END && tails[place + 1] !== END) {
      const next = free[rank] ?? 0;
      tails[next] = place + 1;
      free[rank] = next + 1;
    }
  }
  return { tails, ends: firstOf[frequent] ?? length, firstOf };
}

/** Sorts a basket's ranks; most baskets hold a handful. */
function sortRanks(tails: Int32Array, from: number, end: number): void {
  if (end - from > 48) {
    tails.subarray(from, end).sort();
    return;
  }
  for (let at = from + 1; at < end; at += 1) {
    const rank = tails[at] ?? 0;
    let place = at;
    while (place > from && (tails[place - 1] ?? 0) > rank) {
      tails[place] = tails[place - 1] ?? 0;
      place -= 1;
    }
    tails[place] = rank;
  }
}
