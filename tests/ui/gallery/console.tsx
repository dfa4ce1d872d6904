import '#shared/ui/tokens.css';
import '#shared/ui/sidebook.css';
import '../../../server/console/console.css';
import '../../../server/console/months/months.css';
import { render } from 'preact';
import { API_BASE } from '#shared/wire/routes.ts';
import { App } from '../../../server/console/App.tsx';
import { answerOf } from './sample-console.ts';

// The server of this page: answers from the sample, so that the console can be looked at without one.
window.fetch = (input, options) => {
  const url = new URL(input instanceof Request ? input.url : String(input), location.origin);
  const path = url.pathname.slice(API_BASE.length);
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        const { status, body } = answerOf(path, url.searchParams, options?.method ?? 'GET');
        resolve(Response.json(body, { status }));
      } catch (error) {
        reject(error instanceof Error ? error : new Error('no answer'));
      }
    }, 20);
  });
};

const root = document.getElementById('app');
const query = new URLSearchParams(location.search);
if (root) {
  sessionStorage.setItem('sample', query.get('sample') ?? '');
  document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
  history.replaceState(null, '', query.get('to') ?? '/customers');
  render(<App />, root);
}
