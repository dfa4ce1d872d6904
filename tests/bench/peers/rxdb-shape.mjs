// RxDB wants a schema, and names such as `emails/…` are data: a customer's fields are one object in it.
import { createRxDatabase } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { randomUUID } from 'node:crypto';

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, body: { type: 'object' } },
  required: ['id', 'body'],
};

/** A database in memory with one collection of customers. */
export async function openBook() {
  const database = await createRxDatabase({ name: randomUUID(), storage: getRxStorageMemory(), multiInstance: false, eventReduce: false });
  const { customers } = await database.addCollections({ customers: { schema } });
  return { database, customers };
}

/** All customers of a collection as every side has them. */
export async function readAll(customers) {
  return (await customers.find().exec()).map((doc) => {
    const { id, body } = doc.toJSON();
    return { id, body };
  });
}
