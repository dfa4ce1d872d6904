import { useEffect, useState } from 'preact/hooks';

/** True while a media query holds. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const controller = new AbortController();
    const media = matchMedia(query);
    media.addEventListener('change', () => setHolds(media.matches), { signal: controller.signal });
    return () => controller.abort();
  }, [query]);
  return holds;
}
