import type { Context } from 'hono';

/** What the web server gives with a request, and what our middleware adds to it. */
export type HttpEnv = {
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } } };
  Variables: { requestId: string };
};
export type HttpContext = Context<HttpEnv>;

const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/u;

/** The address of the other end of the socket; without a socket (a call inside this process) loopback. */
function socketAddress(c: HttpContext): string {
  return c.env?.incoming ? (c.env.incoming.socket.remoteAddress ?? 'unknown') : '127.0.0.1';
}

/** True when the request comes from this machine. */
export function isFromLoopback(c: HttpContext): boolean {
  return LOOPBACK.test(socketAddress(c));
}

/**
 * The address whose tries are counted. A forwarding header counts only behind a declared https address, from a proxy on
 * this machine, and only its last entry, which is the proxy's own.
 */
export function clientAddress(c: HttpContext, publicOrigin: string | undefined): string {
  const forwarded =
    publicOrigin?.startsWith('https:') === true && isFromLoopback(c) ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded !== undefined && forwarded !== '' ? forwarded.slice(0, 64) : socketAddress(c);
}
