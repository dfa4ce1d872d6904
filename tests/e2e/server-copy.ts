import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../../server/store/open-store.ts';
import { openConnection } from '../../server/store/sqlite/open.ts';
import type { ServerProcess } from './server.ts';

/** What the server's encrypted database holds, read beside the running server. */
export type ServerCopy = {
  readonly records: readonly { readonly id: string; readonly kind: string; readonly body: string }[];
  readonly vis: readonly { readonly id: string; readonly scope: string; readonly gone: number }[];
  readonly users: readonly { readonly id: string; readonly email: string; readonly role: string }[];
};

/** Reads the whole of it. */
export function readServer(server: ServerProcess): Promise<ServerCopy> {
  const key = readFileSync(join(server.folder, 'key'), 'utf8').trim();
  const db = openConnection(join(server.folder, 'data', DATABASE_FILE), key);
  try {
    return Promise.resolve({
      records: db.prepare<[], ServerCopy['records'][number]>('SELECT id, kind, b AS body FROM rec').all(),
      vis: db.prepare<[], ServerCopy['vis'][number]>('SELECT id, scope, gone FROM vis').all(),
      users: db.prepare<[], ServerCopy['users'][number]>('SELECT id, email, role FROM users').all(),
    });
  } finally {
    db.close();
  }
}
