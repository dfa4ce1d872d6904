import type { Step } from './steps.ts';

/** Runs that failed once, shrunk, each with what went wrong. */
export const seeds: readonly (readonly [what: string, steps: readonly Step[]])[] = [
  [
    'an edit was refused while a later one of the same new record waited, and stayed in the book',
    [
      { do: 'edit', who: 1, email: 'a@b.example', field: 'capturedAt', value: 'x' },
      { do: 'sync', who: 1, weather: 'lose reply' },
      { do: 'undo', who: 1 },
    ],
  ],
  [
    'after a restore the server showed a part of a record, and what the browser held of the rest was not sent again',
    [
      { do: 'back up' },
      { do: 'mail', who: 0, email: 'c@d.example', subject: 'x', private: false },
      { do: 'mail', who: 1, email: 'c@d.example', subject: 'x', private: true },
      { do: 'edit while syncing', who: 0, email: 'a@b.example', value: 'x' },
      { do: 'restore' },
      { do: 'mail', who: 0, email: 'c@d.example', subject: 'x', private: false },
      { do: 'die', who: 1, step: 5 },
    ],
  ],
  [
    'after a restore a refused edit took the only copy of what the server had lost with it',
    [
      { do: 'back up' },
      { do: 'edit while syncing', who: 1, email: 'a@b.example', value: 'x' },
      { do: 'restore' },
      { do: 'edit', who: 1, email: 'a@b.example', field: 'owner', value: 'x' },
    ],
  ],
  [
    'a record left the scope of a browser that had written it but never looked, and stayed in its book',
    [
      { do: 'edit', who: 0, email: 'a@b.example', field: 'tags/a', value: false },
      { do: 'sync', who: 0, weather: 'lose reply' },
      { do: 'move', who: 0, email: 'a@b.example', into: false },
      { do: 'sync', who: 0, weather: 'good' },
    ],
  ],
  [
    'after a restore a browser whose clock had been set back lost what it sent again',
    [
      { do: 'mail', who: 0, email: 'a@b.example', subject: 'x', private: false },
      { do: 'back up' },
      { do: 'edit while syncing', who: 0, email: 'a@b.example', value: 'x' },
      { do: 'restore' },
      { do: 'clock', who: 0, skewMs: -3_600_000 },
      { do: 'sync', who: 0, weather: 'good' },
    ],
  ],
  [
    'the model took for held what the server had refused and the browser had not yet replaced',
    [
      { do: 'back up' },
      { do: 'edit', who: 1, email: 'a@b.example', field: 'name', value: true },
      { do: 'die', who: 1, step: 13 },
      { do: 'restore' },
      { do: 'undo', who: 0 },
    ],
  ],
  [
    'a record that came into a browser’s scope and left it, after the browser had written it and not heard the answer, stayed in its book',
    [
      { do: 'die', who: 0, step: 35 },
      { do: 'capture', who: 0, email: 'c@d.example', name: 'x' },
      { do: 'die', who: 0, step: 9 },
      { do: 'own', who: 0, email: 'c@d.example' },
      { do: 'own', who: 1, email: 'c@d.example' },
    ],
  ],
  [
    'after a restore what a waiting edit had overwritten was lost with it when the server refused the edit',
    [
      { do: 'capture', who: 2, email: 'a@b.example', name: 'x' },
      { do: 'back up' },
      { do: 'sync', who: 2, weather: 'good' },
      { do: 'restore' },
      { do: 'edit', who: 2, email: 'a@b.example', field: 'name', value: false },
    ],
  ],
];
