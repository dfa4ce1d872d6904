import '../../../shared/ui/tokens.css';
import '../../../shared/ui/sidebook.css';
import '../../sidebar/sidebar.css';
import { mountPicture } from '../../sidebar/mount-picture.tsx';

const root = document.getElementById('root');
if (root) {
  mountPicture(root, location.hash);
}
