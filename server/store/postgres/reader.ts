import type { Reader } from '../port.ts';
import { createAccountReads } from './accounts.ts';
import { createBlobReads } from './blobs.ts';
import { createCustomerList } from './customer-list.ts';
import { createImportReads } from './imports.ts';
import { createMemberReads } from './members.ts';
import type { Query } from './open.ts';
import { createOrderReads } from './orders.ts';
import { createPageReads } from './pages.ts';
import { createRecordReads } from './records.ts';
import { createSyncReads } from './sync.ts';

/** Every read of the port. Each is one statement, so each sees one state of the database. */
export function createReader(query: Query): Reader {
  return {
    ...createRecordReads(query),
    listCustomers: createCustomerList(query),
    ...createOrderReads(query),
    ...createMemberReads(query),
    ...createPageReads(query),
    ...createSyncReads(query),
    ...createImportReads(query),
    ...createBlobReads(query),
    ...createAccountReads(query),
  };
}
