/**
 * The places of names in rising order, as `<` compares texts, in a fraction of the time that comparing whole names takes
 * when there are many that begin alike. Source: Bentley and Sedgewick (1997), "Fast algorithms for sorting and searching strings".
 * @example
 * sortNames(['b', 'ab', 'a']).join() // '2,1,0'
 */
export function sortNames(names: readonly string[]): Int32Array {
  const places = new Int32Array(names.length);
  let isRising = true;
  for (let at = 0; at < names.length; at += 1) {
    places[at] = at;
    isRising &&= at === 0 || (names[at - 1] ?? '') <= (names[at] ?? '');
  }
  if (isRising) {
    return places;
  }
  const stack: number[] = [0, names.length, countAlike(names)];
  while (stack.length > 0) {
    const [depth = 0, end = 0, from = 0] = [stack.pop(), stack.pop(), stack.pop()];
    if (end - from < FEW) {
      sortFew(names, places, from, end);
      continue;
    }
    const unitOf = (at: number): number => unitAt(names, places[at] ?? 0, depth);
    const pivot = middleOf(unitOf(from), unitOf((from + end) >> 1), unitOf(end - 1));
    let [low, at, high] = [from, from, end - 1];
    while (at <= high) {
      const unit = unitOf(at);
      if (unit < pivot) {
        swap(places, low, at);
        low += 1;
        at += 1;
      } else if (unit > pivot) {
        swap(places, at, high);
        high -= 1;
      } else {
        at += 1;
      }
    }
    stack.push(from, low, depth, high + 1, end, depth);
    if (pivot >= 0) {
      stack.push(low, high + 1, depth + 1);
    }
  }
  return places;
}

const FEW = 12;

/** With how many units all names begin alike: these say nothing of their order. */
function countAlike(names: readonly string[]): number {
  const first = names[0] ?? '';
  let alike = first.length;
  for (const name of names) {
    let at = 0;
    while (at < alike && name.charCodeAt(at) === first.charCodeAt(at)) {
      at += 1;
    }
    alike = at;
  }
  return alike;
}

/** The UTF-16 unit of a name at a place, -1 behind its end. */
function unitAt(names: readonly string[], place: number, depth: number): number {
  const name = names[place] ?? '';
  return depth < name.length ? name.charCodeAt(depth) : -1;
}

function swap(places: Int32Array, a: number, b: number): void {
  const held = places[a] ?? 0;
  places[a] = places[b] ?? 0;
  places[b] = held;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function sortFew(names: readonly string[], places: Int32Array, from: number, end: number): void {
  for (let at = from + 1; at < end; at += 1) {
    const moved = places[at] ?? 0;
    const name = names[moved] ?? '';
    let place = at;
    while (place > from && (names[places[place - 1] ?? 0] ?? '') > name) {
      places[place] = places[place - 1] ?? 0;
      place -= 1;
    }
    places[place] = moved;
  }
}
