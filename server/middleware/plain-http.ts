import { createMiddleware } from 'hono/factory';
import { AppError } from '#shared/errors.ts';
import { isFromLoopback, type HttpEnv } from '../http/env.ts';

/** Refuses plain http from another machine: passwords and tokens would be readable on the way. */
export function refusePlainHttp(allowHttp: boolean) {
  return createMiddleware<HttpEnv>(async (c, next) => {
    if (!allowHttp && !isFromLoopback(c)) {
      throw new AppError('forbidden', { reason: 'plain-http' });
    }
    await next();
  });
}
