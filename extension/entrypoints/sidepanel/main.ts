import '../../../shared/ui/tokens.css';
import '../../../shared/ui/sidebook.css';
import '../../sidebar/sidebar.css';
import { learnBeside } from '../../learning/learn-beside.ts';
import { calls } from '../../messages.ts';
import { mountPanel } from '../../sidebar/mount.tsx';
import { Book } from '../../store/database.ts';
import { followInSight } from '../../sync/follow-in-sight.ts';
import { send, sendUntilAnswered } from '../../transport.ts';

declare const __E2E__: boolean;

/** In the test build the panel stands in a tab of its own, and its address says which tab it follows. */
const wanted = __E2E__ ? new URLSearchParams(location.search).get('tab') : null;
const root = document.getElementById('root');
if (root) {
  mountPanel(root, wanted !== null && /^\d+$/u.test(wanted) ? Number(wanted) : null);
  const book = new Book();
  followInSight(
    book,
    document,
    (url, init) => fetch(url, init),
    () => void send(calls.syncNow, {}),
  );
  learnBeside(book, (learnt, isStale) => void sendUntilAnswered(calls.keepLearnt, learnt, isStale));
}
