import { onTestFinished } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import type { Org, Store } from '../../../server/store/port.ts';
import { aServer, type TestServer } from '../build/a-server.ts';
import { join } from 'node:path';

export const ORG: Org = {
  id: 'o1',
  name: 'Acme',
  idSalt: '',
  seq: 0,
  epoch: 'e',
  currency: null,
  timeZone: 'UTC',
  floorSeq: 0,
  shareOnCapture: true,
};

/** A book with one organization. */
export async function aBook(): Promise<{ readonly server: TestServer; readonly store: Store }> {
  const server = await aServer();
  await server.store.write((tx) => tx.addOrg(ORG, 1));
  return { server, store: server.store };
}

/** The book of a server as a second process opens it. */
export async function aSecondStore(server: TestServer): Promise<Store> {
  const place = { dataFolder: join(server.folder, 'data'), keyFile: join(server.folder, 'key'), databaseUrl: server.databaseUrl };
  const store = await openStore(place, server.clock);
  onTestFinished(() => store.close());
  return store;
}
