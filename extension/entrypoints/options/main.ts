import '../../../shared/ui/tokens.css';
import '../../../shared/ui/sidebook.css';
import '../../sidebar/sidebar.css';
import { learnBeside } from '../../learning/learn-beside.ts';
import { calls } from '../../messages.ts';
import { mountOptions } from '../../sidebar/mount-options.tsx';
import { pairByAddress } from '../../sidebar/pair-by-address.ts';
import { Book } from '../../store/database.ts';
import { sendUntilAnswered } from '../../transport.ts';

declare const __E2E__: boolean;

const root = document.getElementById('root');
if (root) {
  mountOptions(root, __E2E__ ? pairByAddress(location.search) : undefined);
  learnBeside(new Book(), (learnt, isStale) => void sendUntilAnswered(calls.keepLearnt, learnt, isStale));
}
