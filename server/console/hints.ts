import { API_BASE, routes } from '#shared/wire/routes.ts';

/**
 * Calls `onChange` when the server tells that something changed, until the function given back is called. The first word of
 * a stream says where things stand and is no change. The browser opens a broken stream again by itself.
 */
export function followHints(onChange: () => void): () => void {
  if (typeof EventSource === 'undefined') {
    return () => undefined;
  }
  const source = new EventSource(API_BASE + routes.liveConsole.path);
  let known: string | undefined;
  source.addEventListener('message', ({ data }) => {
    const isNew = known !== undefined && data !== known;
    known = String(data);
    if (isNew) {
      onChange();
    }
  });
  return () => source.close();
}
