// @vitest-environment node
import { expect, test } from 'vitest';
import { readRaw } from '#shared/capture/raw/read-raw.ts';
import { findCustomerByEmail } from '../../../extension/store/customers.ts';
import { aMessage } from '../../shared/capture/a-message.ts';
import { listSpoofs, VICTIM } from '../../shared/capture/spoofs.ts';
import { aBackground } from './a-background.ts';

test('two hundred forged senders are nobody whom the book knows, though every mail is logged by itself', async () => {
  const { book, open, saveSender } = await aBackground({ mode: 'always' });
  const real = aMessage({ messageId: '<real@holt-tools.example>', from: { name: VICTIM.name, email: VICTIM.email } });
  await open(real);
  await saveSender(real);
  const before = await findCustomerByEmail(book, VICTIM.email);
  expect(before?.name).toBe(VICTIM.name);
  const mailsOf = async (): Promise<number> => {
    const rows = await book.rows('i').toArray();
    return rows.filter((row) => row.b[`participants/${before?.id}`] === true && row.deleted === 0).length;
  };
  expect(await mailsOf()).toBe(1);
  for (const { source, number } of listSpoofs()) {
    const bytes = Buffer.from(source).toString('latin1');
    const told = { adapter: 'roundcube@2026-11-01', nativeId: `INBOX/${100 + number}`, ownAddresses: [], cutAtBytes: null };
    await open(await readRaw(bytes, told));
  }
  expect(await findCustomerByEmail(book, VICTIM.email)).toEqual(before);
  expect(await mailsOf()).toBe(1);
  expect(await book.rows('l').count()).toBe(0);
  // They were read and logged, each with whoever the address says.
  expect(await book.rows('i').count()).toBeGreaterThan(150);
});
