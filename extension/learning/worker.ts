import Dexie from 'dexie';
import { Book } from '../store/database.ts';
import { dayHere, learnBook } from './learn-book.ts';

/** How long writes of orders, merges and settings rest before all is learnt anew. */
const REST_MS = 500;
/** How often it is looked whether a new day has begun. */
const LOOK_MS = 60_000;

const book = new Book();

/** Learns at once, whenever orders, merges or settings changed in any context, and when a new day begins; says to its page what came of it. */
function follow(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [runs, again] = [false, false];
  let learntOn = '';
  const learn = async (): Promise<void> => {
    if (runs) {
      again = true;
      return;
    }
    runs = true;
    try {
      do {
        again = false;
        learntOn = dayHere(Date.now());
        postMessage(await learnBook(book, learntOn));
      } while (again);
    } finally {
      runs = false;
    }
  };
  const watched = ['orders', 'links', 'settings'].map((table) => `idb://${book.name}/${table}/`);
  Dexie.on.storagemutated.subscribe((parts) => {
    if (Object.keys(parts).some((part) => watched.some((begin) => part.startsWith(begin)))) {
      clearTimeout(timer);
      timer = setTimeout(() => void learn(), REST_MS);
    }
  });
  setInterval(() => {
    if (learntOn !== dayHere(Date.now())) {
      void learn();
    }
  }, LOOK_MS);
  void learn();
}

follow();
