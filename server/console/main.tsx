import '#shared/ui/tokens.css';
import '#shared/ui/sidebook.css';
import './console.css';
import { render } from 'preact';
import { languageOf } from '#shared/text/index.ts';
import { App } from './App.tsx';

const root = document.getElementById('app');
if (root) {
  document.documentElement.lang = languageOf(navigator.language);
  render(<App />, root);
}
