import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Book } from '../store/database.ts';
import type { Identity } from '../store/meta.ts';
import type { Undo } from './use-undo.ts';
import type { OrderOffer } from './parts/types.ts';

/** What every page of the panel works with. */
export type Panel = {
  readonly book: Book;
  readonly identity: Identity;
  /** The tab beside the panel; undefined until the browser has told. */
  readonly tab: number | undefined;
  readonly openCustomer: (id: string) => void;
  /** Tells what was just done, with how it is taken back. */
  readonly announce: Undo['announce'];
  /** The order that was found and is being looked at in the order sheet. */
  readonly offer: OrderOffer | undefined;
  /** Opens the order sheet with an order that was found; `opens`: its customer's page is not the one that is shown. */
  readonly lookAt: (offer: OrderOffer, opens?: boolean) => void;
};

export const PanelContext = createContext<Panel | undefined>(undefined);

/** The panel around this page. Throws when a page is drawn outside it: a mistake of ours. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) {
    throw new Error('A page of the panel was drawn outside the panel.');
  }
  return panel;
}
