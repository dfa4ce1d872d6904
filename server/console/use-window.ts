import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Rows drawn above and below what is in sight, so that a quick scroll does not show emptiness. */
const SPARE = 12;

/** The rows of a list of fixed row height that are in sight: [first, last), while the page scrolls. */
export function useWindow(list: RefObject<HTMLElement | null>, rowHeight: number): readonly [first: number, last: number] {
  const [range, setRange] = useState<readonly [number, number]>([0, 40]);
  useEffect(() => {
    const controller = new AbortController();
    let frame = 0;
    const measure = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / rowHeight) - SPARE);
      const last = Math.max(first, Math.ceil((innerHeight - top) / rowHeight) + SPARE);
      setRange((before) => (before[0] === first && before[1] === last ? before : [first, last]));
    };
    const onMove = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    };
    measure();
    addEventListener('scroll', onMove, { passive: true, signal: controller.signal });
    addEventListener('resize', onMove, { signal: controller.signal });
    return () => {
      cancelAnimationFrame(frame);
      controller.abort();
    };
  }, [rowHeight]);
  return range;
}
