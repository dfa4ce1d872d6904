/**
 * The address of a web page as one page has one: host in lower case, no fragment, no slash at its end, no sign-in. A text that is
 * no web address stays as it is, trimmed.
 */
export function pageAddress(url: string): string {
  const text = url.trim();
  if (!/^https?:\/\//iu.test(text) || !URL.canParse(text)) {
    return text;
  }
  const { origin, pathname, search } = new URL(text);
  return `${origin}${pathname.replace(/\/+$/u, '')}${search}`;
}
