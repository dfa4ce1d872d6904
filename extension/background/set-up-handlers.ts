import { AppError } from '#shared/errors.ts';
import { normalizeEmail } from '#shared/capture/addresses.ts';
import { idFromTime } from '#shared/sync/ids.ts';
import { routes } from '#shared/wire/routes.ts';
import { PairReply } from '#shared/wire/auth.ts';
import type { calls } from '../messages.ts';
import { addressOfTab, injectMailReader, nameThisBrowser } from '../platform.ts';
import { findIdentity, type Identity } from '../store/meta.ts';
import { joinServer } from '../store/join.ts';
import { dropUnsentFile, wipeBook } from '../store/wipe.ts';
import { parseReply, post, type Fetch } from '../sync/request.ts';
import type { Handlers } from '../transport.ts';
import { addSite, readOpenTabs, removeSite, setMode } from './granted-sites.ts';
import type { Background } from './own.ts';

type SetUpHandlers = Pick<
  Handlers<typeof calls>,
  'pair' | 'leave' | 'dropUnsentFile' | 'useLocally' | 'addSite' | 'setMode' | 'removeSite' | 'readAgain' | 'syncNow'
>;

/** First run and settings: whose book this is, and which sites are read. */
export function createSetUpHandlers(background: Background & { readonly fetch: Fetch; readonly syncNow: () => Promise<void> }): SetUpHandlers {
  const { book, nowMs } = background;
  return {
    async pair({ server, code }) {
      const url = serverOrigin(server);
      const text = await post(background.fetch, { url, token: null }, routes.pair, { code, deviceName: await nameThisBrowser() });
      const reply = parseReply(PairReply, text);
      const identity: Identity = {
        key: 'identity',
        user: reply.user,
        device: reply.device,
        idSalt: reply.idSalt,
        server: { url, token: reply.token, organization: reply.organization.name },
      };
      await joinServer(book, identity, reply.serverNow - nowMs(), nowMs());
      await readOpenTabs();
      background.afterWrite();
      await background.syncNow();
      return { organization: reply.organization.name, user: reply.user.name };
    },

    async leave() {
      // A book without a server has no other place: it is never removed by a press.
      const server = (await findIdentity(book))?.server;
      if (!server) {
        throw new AppError('no-server');
      }
      await wipeBook(book, nowMs());
      // The book goes first and in any case. A server that does not hear of it keeps a token that nobody has any more.
      await post(background.fetch, server, routes.leave, {}).catch(() => undefined);
      return {};
    },

    async dropUnsentFile({ name }) {
      await dropUnsentFile(book, name);
      return {};
    },

    async useLocally({ name, email }) {
      const address = normalizeEmail(email);
      if (address === null || name.trim() === '') {
        throw new AppError('bad-request', { field: address === null ? 'email' : 'name' });
      }
      if (!(await findIdentity(book))) {
        await book.meta.put({
          key: 'identity',
          user: { id: idFromTime('u', nowMs(), crypto.getRandomValues(new Uint8Array(10))), name: name.trim(), email: address, role: 'rep' },
          device: randomHex(6),
          idSalt: randomHex(32),
          server: null,
        });
      }
      await readOpenTabs();
      return {};
    },

    async addSite({ origin, mode }) {
      await addSite(origin, mode);
      return {};
    },

    async setMode({ origin, mode }) {
      await setMode(origin, mode);
      return {};
    },

    async removeSite({ origin }) {
      await removeSite(origin, (await findIdentity(book))?.server?.url);
      return {};
    },

    async readAgain({ tab }) {
      if ((await addressOfTab(tab)) === undefined) {
        throw new AppError('site-not-granted');
      }
      await injectMailReader(tab);
      return {};
    },

    async syncNow() {
      await background.syncNow();
      return {};
    },
  };
}

/** The server's origin from what a person types: `crm.firm.example`, with or without https. Throws `bad-request`. */
function serverOrigin(typed: string): string {
  const text = typed.trim();
  const isLoopback = /^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|\[::1\])(?::|\/|$)/iu.test(text);
  const url = /^https?:\/\//iu.test(text) ? text : `${isLoopback ? 'http' : 'https'}://${text}`;
  if (text === '' || !URL.canParse(url)) {
    throw new AppError('bad-request', { field: 'server' });
  }
  return new URL(url).origin;
}

function randomHex(byteCount: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(byteCount)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
