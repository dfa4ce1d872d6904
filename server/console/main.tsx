import '#shared/ui/tokens.css';
import '#shared/ui/sidebook.css';
import './console.css';
import './months/months.css';
import { render } from 'preact';
import { App } from './App.tsx';

const root = document.getElementById('app');
if (root) {
  render(<App />, root);
}
