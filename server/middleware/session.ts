import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { AppError } from '#shared/errors.ts';
import type { HttpContext } from '../http/env.ts';
import { ABSOLUTE_MS } from '../services/sessions.ts';

/** The session cookie's name: over https bound to this host alone. */
function cookieName(isHttps: boolean): string {
  return isHttps ? '__Host-sid' : 'sid';
}

/** The session token of a request, if it has one. */
export function readSessionCookie(c: HttpContext, isHttps: boolean): string | undefined {
  return getCookie(c, cookieName(isHttps));
}

/** Hands a session's token to the browser, out of reach of scripts and of other sites. */
export function writeSessionCookie(c: HttpContext, isHttps: boolean, token: string): void {
  setCookie(c, cookieName(isHttps), token, { httpOnly: true, sameSite: 'Strict', secure: isHttps, path: '/', maxAge: ABSOLUTE_MS / 1000 });
}

/** Takes it back. */
export function removeSessionCookie(c: HttpContext, isHttps: boolean): void {
  deleteCookie(c, cookieName(isHttps), { httpOnly: true, sameSite: 'Strict', secure: isHttps, path: '/' });
}

/**
 * Refuses a request that changes something and was sent by a page of another site. `mustBeKnown`: there is a session to
 * misuse, so the origin has to be shown; else it only must not be a foreign one.
 */
export function refuseForeignOrigin(c: HttpContext, publicOrigin: string | undefined, mustBeKnown: boolean): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') {
    return;
  }
  const origin = c.req.header('origin');
  const isOwn = origin !== undefined && (origin === publicOrigin || origin === new URL(c.req.url).origin);
  const isSameOrigin = isOwn || (origin === undefined && c.req.header('sec-fetch-site') === 'same-origin');
  if (!isSameOrigin && (mustBeKnown || origin !== undefined)) {
    throw new AppError('origin-refused');
  }
}
