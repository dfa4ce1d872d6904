import { createMiddleware } from 'hono/factory';
import type { HttpEnv } from '../http/env.ts';

const CONTENT_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers that keep a browser from running, framing, guessing or passing on anything of ours. */
export function securityHeaders(isHttps: boolean) {
  return createMiddleware<HttpEnv>(async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('x-content-type-options', 'nosniff');
    // No page that a browser shows was asked for with a bearer's token, and a device asks each minute: a third of what an
    // idle one costs on the wire would be these.
    if (c.req.header('authorization') === undefined) {
      headers.set('content-security-policy', CONTENT_POLICY);
      headers.set('referrer-policy', 'no-referrer');
      headers.set('x-frame-options', 'DENY');
      headers.set('cross-origin-opener-policy', 'same-origin');
      headers.set('cross-origin-resource-policy', 'same-origin');
    }
    if (isHttps) {
      headers.set('strict-transport-security', 'max-age=31536000');
    }
    if (!headers.has('cache-control')) {
      headers.set('cache-control', 'no-store');
    }
  });
}
