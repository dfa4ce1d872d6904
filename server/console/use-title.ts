import { useEffect } from 'preact/hooks';
import { useReader } from '#shared/ui/reader.ts';

/** Names the browser's tab after the page. */
export function useTitle(page: string): void {
  const { texts } = useReader();
  useEffect(() => {
    document.title = texts.console.pageTitle(page);
  }, [page, texts]);
}
