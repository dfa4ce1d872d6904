import '../../../shared/ui/tokens.css';
import '../../../shared/ui/sidebook.css';
import '../../sidebar/sidebar.css';
import { mountOptions } from '../../sidebar/mount-options.tsx';
import { pairByAddress } from '../../sidebar/pair-by-address.ts';

declare const __E2E__: boolean;

const root = document.getElementById('root');
if (root) {
  mountOptions(root, __E2E__ ? pairByAddress(location.search) : undefined);
}
