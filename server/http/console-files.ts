import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { HttpContext } from './env.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

const NOT_BUILT = 'The console is not built yet. Run npm run build, then load this page again.\n';

/**
 * A file of the built console, or its page for a path of the console itself. Undefined when there is none. Only files
 * below `folder` are ever given out.
 */
export async function serveConsole(c: HttpContext, folder: string): Promise<Response | undefined> {
  const path = decodePath(new URL(c.req.url).pathname);
  if (path === undefined) {
    return undefined;
  }
  const extension = extname(path);
  const file = join(folder, normalize(extension === '' ? '/index.html' : path));
  const type = TYPES[extension === '' ? '.html' : extension];
  if (!file.startsWith(folder + sep) || type === undefined) {
    return undefined;
  }
  const isFile = await stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
  if (!isFile) {
    return extension === '' ? c.text(NOT_BUILT, 503) : undefined;
  }
  c.header('content-type', type);
  // Built files carry a hash of their content in their name; the page that names them does not.
  c.header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  return c.body(new Uint8Array(await readFile(file)));
}

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') || decoded.includes('\\') ? undefined : decoded;
  } catch {
    // Not valid percent-encoding: no file has such a name.
    return undefined;
  }
}
