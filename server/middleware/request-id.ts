import { createMiddleware } from 'hono/factory';
import type { Random } from '../runtime.ts';
import type { HttpEnv } from '../http/env.ts';

/** Gives each request a name of its own that stands in the log and in the answer. */
export function requestId(random: Random) {
  return createMiddleware<HttpEnv>(async (c, next) => {
    const id = Buffer.from(random.bytes(8)).toString('hex');
    c.set('requestId', id);
    c.header('x-request-id', id);
    await next();
  });
}
