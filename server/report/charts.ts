import { all, h, type Markup } from './markup.ts';

const WIDTH = 640;
const HEIGHT = 150;
/** Room for the figures of the axis, and what one of their letters takes of it at most. */
const LEFT = 44;
const LETTER = 6.2;
const BOTTOM = 18;
const TOP = 8;

/** A bar: solid is recorded, `open` is a period that is not over. */
export type Bar = { readonly label: string; readonly value: number; readonly open?: boolean };
/** What is expected after the last bar, with its interval. */
export type Expected = { readonly label: string; readonly value: number; readonly low: number; readonly high: number };

/** The step of an axis, so that it has about three: 1, 2 or 5 times a power of ten. */
function stepOf(most: number): number {
  const rough = Math.max(most, 1e-9) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? power;
}

/** The marks of an axis from 0 with their figures, and where the chart begins beside them. */
function axisFor(most: number, write: (value: number) => string) {
  const step = stepOf(most);
  const marks = Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, at) => ({ value: at * step, label: write(at * step) }));
  const left = Math.max(LEFT, 8 + LETTER * Math.max(...marks.map(({ label }) => label.length)));
  const draw = (y: (value: number) => number): Markup =>
    all(
      marks.map(({ value, label }) =>
        all(
          h('line', { x1: left, x2: WIDTH, y1: y(value), y2: y(value), class: value === 0 ? 'ax0' : 'ax' }),
          h('text', { x: left - 6, y: y(value) + 3.5, class: 'lab end' }, label),
        ),
      ),
    );
  return { left, draw };
}

/** A label below the chart, in the middle of its place; at the right edge it ends there. */
function below(middle: number, label: string): Markup {
  const isCut = middle + (LETTER * label.length) / 2 > WIDTH;
  return h('text', { x: isCut ? WIDTH : middle, y: HEIGHT - 4, class: isCut ? 'lab end' : 'lab mid' }, label);
}

const HATCH = h(
  'defs',
  {},
  h(
    'pattern',
    { id: 'hatch', width: 4, height: 4, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    h('line', { x1: 0, y1: 0, x2: 0, y2: 4, class: 'hatch-l' }),
  ),
);

/** The pattern that hatches charts; once on a page. */
export function hatchPattern(): Markup {
  return h('svg', { width: 0, height: 0, 'aria-hidden': 'true', class: 'defs' }, HATCH);
}

/** Bars by period, amounts from 0; what is expected stands after them in pencil with its interval. `title` says it in a sentence. */
export function bars(given: readonly Bar[], title: string, write: (value: number) => string, expected: readonly Expected[] = []): Markup {
  const places = given.length + expected.length;
  const most = Math.max(1e-9, ...given.map(({ value }) => value), ...expected.map(({ high }) => high));
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  const { left, draw } = axisFor(most, write);
  const slot = (WIDTH - left) / Math.max(1, places);
  const wide = Math.min(28, slot * 0.7);
  const x = (at: number): number => left + slot * at + (slot - wide) / 2;
  const every = Math.max(1, Math.ceil((places * 52) / (WIDTH - left)));
  return h(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title, class: 'chart' },
    draw(y),
    given.map(({ value, open }, at) =>
      h('rect', { x: x(at), y: y(value), width: wide, height: Math.max(0, y(0) - y(value)), class: open === true ? 'open' : 'bar' }),
    ),
    expected.map(({ value, low, high }, at) => {
      const middle = x(given.length + at) + wide / 2;
      return all(
        h('line', { x1: middle, x2: middle, y1: y(low), y2: y(high), class: 'span' }),
        [low, high].map((end) => h('line', { x1: middle - 4, x2: middle + 4, y1: y(end), y2: y(end), class: 'span' })),
        h('circle', { cx: middle, cy: y(value), r: 3, class: 'dot' }),
      );
    }),
    [...given, ...expected].map(({ label }, at) => (at % every === 0 ? below(x(at) + wide / 2, label) : null)),
  );
}

/** A point of a curve with its interval. */
export type Point = { readonly x: number; readonly value: number; readonly low?: number; readonly high?: number };

/** A curve that falls in steps (Kaplan and Meier) with its band; shares, so the axis goes from 0 to 1. */
export function steps(points: readonly Point[], title: string, writeX: (x: number) => string): Markup {
  const most = Math.max(1, ...points.map(({ x }) => x));
  const x = (at: number): number => LEFT + ((WIDTH - LEFT) * at) / most;
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value);
  const trace = (of: (point: Point) => number): string =>
    `M${x(0)} ${y(1)}${points.map((point, at) => `H${x(point.x).toFixed(1)}V${y(of(point)).toFixed(1)}${at === points.length - 1 ? `H${WIDTH}` : ''}`).join('')}`;
  const back = points
    .toReversed()
    .map(
      (point, at) =>
        `${at === 0 ? `H${WIDTH}V${y(point.low ?? point.value).toFixed(1)}` : ''}V${y(point.low ?? point.value).toFixed(1)}H${x(point.x).toFixed(1)}`,
    )
    .join('');
  return h(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title, class: 'chart' },
    [0, 0.5, 1].map((value) =>
      all(
        h('line', { x1: LEFT, x2: WIDTH, y1: y(value), y2: y(value), class: value === 0 ? 'ax0' : 'ax' }),
        h('text', { x: LEFT - 6, y: y(value) + 3.5, class: 'lab end' }, `${value * 100}%`),
      ),
    ),
    points.length === 0 ? null : h('path', { d: `${trace((point) => point.high ?? point.value)}${back}V${y(1)}Z`, class: 'band' }),
    points.length === 0 ? null : h('path', { d: trace((point) => point.value), class: 'curve' }),
    [0.25, 0.5, 0.75, 1].map((part) =>
      h('text', { x: x(most * part), y: HEIGHT - 4, class: part === 1 ? 'lab end' : 'lab mid' }, writeX(Math.round(most * part))),
    ),
  );
}

/** Two lines over the same axis: what was recorded in ink, what was predicted in pencil. */
export function twoLines(
  points: readonly { readonly actual: number; readonly predicted: number }[],
  title: string,
  write: (value: number) => string,
): Markup {
  const most = Math.max(1e-9, ...points.flatMap(({ actual, predicted }) => [actual, predicted]));
  const { left, draw } = axisFor(most, write);
  const x = (at: number): number => left + ((WIDTH - left) * at) / Math.max(1, points.length - 1);
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  const trace = (of: (point: { readonly actual: number; readonly predicted: number }) => number): string =>
    points.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(of(point)).toFixed(1)}`).join('');
  return h(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title, class: 'chart' },
    draw(y),
    h('path', { d: trace(({ predicted }) => predicted), class: 'pencil' }),
    h('path', { d: trace(({ actual }) => actual), class: 'curve' }),
  );
}
