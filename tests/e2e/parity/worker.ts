import { runAll } from './run-all.ts';

// A web worker: it is told of how many customers, and answers with the results.
addEventListener('message', (event: MessageEvent<number>) => {
  postMessage(runAll(event.data));
});
