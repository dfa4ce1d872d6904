import { censorPage } from '../capture/structure.ts';
import { pageCalls } from '../page-messages.ts';
import { send } from '../transport.ts';

/** Tells the background how this frame is built, without any text of it. */
export function sendStructure(page: Document): void {
  void send(pageCalls.structureRead, { structure: censorPage(page) });
}
