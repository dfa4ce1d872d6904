import { streamSSE } from 'hono/streaming';
import * as v from 'valibot';
import { can, type Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import type { Route } from '#shared/wire/route.ts';
import { routes } from '#shared/wire/routes.ts';
import type { Config } from '../config.ts';
import { readBytes, readJson } from '../middleware/body.ts';
import { readSessionCookie, refuseForeignOrigin, removeSessionCookie, writeSessionCookie } from '../middleware/session.ts';
import type { Deps } from '../services/deps.ts';
import { authenticateDevice, type PairedDevice } from '../services/devices.ts';
import type { Live } from '../services/live.ts';
import { textOfLine, type StoredLine } from '../services/pull-changes.ts';
import { toPrincipal } from '../services/people.ts';
import { findSessionUser } from '../services/sessions.ts';
import type { StoredUser } from '../store/port.ts';
import { sendLines, sendText } from './answer.ts';
import { clientAddress, type HttpContext } from './env.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/** Who is calling, as the route's `who` has asked for. */
export type Caller =
  | { readonly who: 'public' }
  | { readonly who: 'device'; readonly paired: PairedDevice }
  | { readonly who: 'session'; readonly user: StoredUser; readonly principal: Principal; readonly token: string };

/** One call of a route: its input parsed, its caller known and allowed. */
export type Call<I> = {
  readonly input: I;
  readonly caller: Caller;
  readonly address: string;
  /** The `:id` of the path. */
  readonly id: string;
  /** The body of a route that takes a file, to the route's limit. */
  readonly readFile: () => Promise<Uint8Array>;
  readonly openSession: (token: string) => void;
  readonly closeSession: () => void;
};

/** What the HTTP layer works with. */
type HttpDeps = Deps & { readonly config: Config };

/** A route with the function that answers it. */
export type Served = { readonly route: Route; readonly respond: (c: HttpContext, deps: HttpDeps) => Promise<Response> };

const EXTENSION = /^[a-z]+-extension:\/\/[\w-]+$/u;
const PATH_ID = /^[a-z0-9]{1,64}$/u;

/**
 * Binds a route of the list to its handler. Whatever the route says is checked here, in this order: who calls, from which
 * site, with which permission, and whether the input fits.
 */
export function serve<I extends Schema, O extends Schema>(
  route: Route<I, O>,
  handle: (call: Call<v.InferOutput<I>>) => Promise<v.InferOutput<O>>,
): Served {
  return serveWith(route, async (c, call) => sendText(c, 'application/json', JSON.stringify(await handle(call))));
}

/** The same for a route that answers one value a line, piece by piece; what is stored as JSON goes out as it is. */
export function serveLines<I extends Schema, O extends Schema>(
  route: Route<I, O>,
  handle: (call: Call<v.InferOutput<I>>) => AsyncIterable<readonly (StoredLine | v.InferOutput<O>)[]>,
): Served {
  return serveWith(route, async (c, call) => sendLines(c, 'application/x-ndjson', textsOf(handle(call))));
}

async function* textsOf(pieces: AsyncIterable<readonly unknown[]>): AsyncIterable<readonly string[]> {
  for await (const piece of pieces) {
    yield piece.map(textOfLine);
  }
}

/** How long a stream stays open: then its caller shows anew who he is. */
const STREAM_MS = 10 * 60_000;
/** How often a silent stream says that it is alive. */
const HEARTBEAT_MS = 20_000;

/** The same for a route that stays open and tells of changes. */
export function serveHeads<I extends Schema>(route: Route<I>, live: Live): Served {
  return serveWith(route, async (c, { caller }) => {
    const org = caller.who === 'session' ? caller.principal.org : asDevice(caller).principal.org;
    c.header('cache-control', 'no-store');
    // A proxy that collects an answer before it passes it on would keep the hints back.
    c.header('x-accel-buffering', 'no');
    return Promise.resolve(
      streamSSE(c, async (stream) => {
        let unfollow = (): void => undefined;
        const timers: NodeJS.Timeout[] = [];
        await new Promise<void>((end) => {
          timers.push(setInterval(() => void stream.write(': \n\n').catch(end), HEARTBEAT_MS).unref(), setTimeout(end, STREAM_MS).unref());
          stream.onAbort(end);
          live.closing.addEventListener('abort', () => end(), { once: true });
          unfollow = live.follow(org, (head) => void stream.writeSSE({ data: JSON.stringify({ head }) }).catch(end));
        });
        unfollow();
        timers.forEach((timer) => clearTimeout(timer));
      }),
    );
  });
}

/** The same for a route that answers a file. It is saved and never shown: what it says of its kind is not believed. */
export function serveFile<I extends Schema, O extends Schema>(
  route: Route<I, O>,
  handle: (call: Call<v.InferOutput<I>>) => Promise<Uint8Array<ArrayBuffer>>,
): Served {
  return serveWith(route, async (c, call) => {
    const bytes = await handle(call);
    c.header('content-type', 'application/octet-stream');
    c.header('content-disposition', 'attachment');
    return c.body(bytes);
  });
}

function serveWith<I extends Schema, O extends Schema>(
  route: Route<I, O>,
  answer: (c: HttpContext, call: Call<v.InferOutput<I>>) => Promise<Response>,
): Served {
  return {
    route,
    async respond(c, deps) {
      const isHttps = deps.config.publicOrigin?.startsWith('https:') === true;
      const caller = await findCaller(c, deps, route, isHttps);
      const isInQuery = c.req.method === 'GET' || route.body === 'bytes';
      const input = v.safeParse(route.input, isInQuery ? c.req.query() : await readJson(c, route.maxBytes));
      if (!input.success) {
        // The path of the first fault helps whoever writes a client; the value itself is never sent back.
        throw new AppError('bad-request', { at: v.getDotPath(input.issues[0]) ?? '' });
      }
      const id = c.req.param('id') ?? '';
      if (route.path.includes(':id') && !PATH_ID.test(id)) {
        throw new AppError('not-found');
      }
      return answer(c, {
        input: input.output,
        caller,
        id,
        readFile: () => readBytes(c, route.maxBytes),
        address: clientAddress(c, deps.config.publicOrigin),
        openSession: (token) => writeSessionCookie(c, isHttps, token),
        closeSession: () => removeSessionCookie(c, isHttps),
      });
    },
  };
}

async function findCaller(c: HttpContext, deps: HttpDeps, route: Route, isHttps: boolean): Promise<Caller> {
  const bearer = /^Bearer (\S+)$/u.exec(c.req.header('authorization') ?? '')?.[1];
  switch (route.who) {
    case 'device': {
      if (bearer === undefined) {
        throw new AppError('not-paired');
      }
      const paired = await authenticateDevice(deps, bearer);
      checkPermission(route, paired.principal);
      return { who: 'device', paired };
    }
    case 'session': {
      // A device's token opens the sync routes and nothing else.
      if (bearer !== undefined) {
        throw new AppError('forbidden');
      }
      const token = readSessionCookie(c, isHttps);
      const user = token === undefined ? undefined : await findSessionUser(deps, token);
      if (token === undefined || !user) {
        throw new AppError('signed-out');
      }
      refuseForeignOrigin(c, deps.config.publicOrigin, true);
      const principal = toPrincipal(user);
      checkPermission(route, principal);
      return { who: 'session', user, principal, token };
    }
    case 'public':
      // No web page of others signs a browser in or guesses codes from it; only the extension calls from an origin of its own.
      if (route.path !== routes.pair.path || !EXTENSION.test(c.req.header('origin') ?? '')) {
        refuseForeignOrigin(c, deps.config.publicOrigin, false);
      }
      return { who: 'public' };
  }
}

/** A route that names no permission lets nobody in but the public. */
function checkPermission(route: Route, principal: Principal): void {
  if (route.who === 'session' && (route.permission === undefined || !can(principal.role, route.permission))) {
    throw new AppError('forbidden');
  }
  if (route.who === 'device' && !can(principal.role, route.permission ?? 'sync')) {
    throw new AppError('forbidden');
  }
}

/** The caller of a session route. */
export function asSession(caller: Caller): Extract<Caller, { who: 'session' }> {
  if (caller.who !== 'session') {
    throw new AppError('signed-out');
  }
  return caller;
}

/** The caller of a device route. */
export function asDevice(caller: Caller): PairedDevice {
  if (caller.who !== 'device') {
    throw new AppError('not-paired');
  }
  return caller.paired;
}
