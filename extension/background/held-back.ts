import { DEFAULT_NEVER_LOG_RULES, neverLogReason } from '#shared/capture/never-log.ts';
import { listCounterparts } from '#shared/capture/people.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { neverLogRules, readSetting } from '../settings.ts';
import { findCustomerByEmail } from '../store/customers.ts';
import type { Book } from '../store/database.ts';
import { listThreadCustomers } from '../store/interactions.ts';
import type { MessageReading } from './tabs.ts';

/**
 * Why an open mail is not logged by itself, or null: the rules of the device, and a thread that was logged with a customer and
 * goes on without any: what is said there is no contact with him.
 */
export async function heldBackReason(book: Book, message: CapturedMessage, own: readonly string[]): Promise<MessageReading['heldBack']> {
  const reason = neverLogReason(message, { ...DEFAULT_NEVER_LOG_RULES, rules: await readSetting(neverLogRules) }, own);
  const isOpen = reason === null || reason === 'own-domain';
  return isOpen && (await hasLostCustomer(book, message, own)) ? 'left-thread' : reason;
}

async function hasLostCustomer(book: Book, message: CapturedMessage, own: readonly string[]): Promise<boolean> {
  if (message.threadId === null || (await listThreadCustomers(book, message.threadId)).length === 0) {
    return false;
  }
  for (const person of listCounterparts(message, own).people) {
    if (await findCustomerByEmail(book, person.email)) {
      return false;
    }
  }
  return true;
}
