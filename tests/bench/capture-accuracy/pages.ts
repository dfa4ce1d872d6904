import path from 'node:path';
import type { Measured } from '../figure.ts';
import { scoreContactPages, type ContactPageScores } from './contact-pages.ts';
import { listProposing, scoreOwnPages } from './own-pages.ts';
import { capture } from './read.ts';
import { hasSamples, listFiles } from './samples.ts';
import type { Score } from './score.ts';

type What = keyof ContactPageScores['all'];

/** The figures of the labelled contact pages; each note tells the half on which the rules were fitted from the half held out. */
function* contactPageFigures(scores: ContactPageScores): Generator<Measured> {
  const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
  const row = (metric: string, what: What, which: 'precision' | 'recall', atLeast: number | undefined, note: string): Measured => ({
    metric: `contact-pages.${metric}`,
    unit: 'share',
    ours: scores.all[what][which],
    runs: scores.pages,
    note: `fitted half ${share(scores.fitted[what][which])}, held-out half ${share(scores.heldOut[what][which])}; ${note}`,
    ...(atLeast === undefined ? {} : { atLeast }),
  });
  const peer = (which: 'precision' | 'recall'): Pick<Measured, 'peer' | 'peerName'> => {
    const found = scores.all.phonePeer[which];
    return found === null ? {} : { peer: found, peerName: 'libphonenumber-js on the page text, US' };
  };
  yield row('email-precision', 'email', 'precision', 0.98, 'an address that a link of the page writes to is right too');
  yield row('email-recall', 'email', 'recall', 0.98, 'labels written in words (`at`, `dot`) are read as addresses');
  yield {
    ...row(
      'phone-precision',
      'phone',
      'precision',
      0.98,
      'a number that a link calls is right too; others that the page shows and nobody labelled count as wrong; the peer is not charged for faxes',
    ),
    ...peer('precision'),
  };
  yield { ...row('phone-recall', 'phone', 'recall', 0.93, 'labels of fewer than seven figures (extensions) are left out'), ...peer('recall') };
  yield row('people-precision', 'person', 'precision', 0.85, 'on pages that label people');
  yield row(
    'people-recall',
    'person',
    'recall',
    0.75,
    'on pages that label people; a label that is part of another (`Dan Goldie` of `Daniel C. Goldie`) is the same person; names in praise and stories of a page count as missed, they are never to be proposed',
  );
  yield row('title-precision', 'title', 'precision', undefined, 'one holds the other');
  yield row('title-recall', 'title', 'recall', undefined, 'one holds the other');
  yield row(
    'organization',
    'organization',
    'precision',
    0.85,
    'the first company equals a label but for legal form, on pages that label companies and give one',
  );
}

/** The pages written for this bench: each number with its person, and nobody where nobody is to be. */
function* ownPageFigures(): Generator<Measured> {
  const { grouping, people, pages } = scoreOwnPages();
  const note = (score: Score): string => `${String(score)}; wrong: ${score.wrong.join(', ')}; missed: ${score.missed.join(', ')}`;
  yield { metric: 'own-pages.phone-grouping-precision', unit: 'share', ours: grouping.precision, atLeast: 0.95, runs: pages, note: note(grouping) };
  yield {
    metric: 'own-pages.phone-grouping-recall',
    unit: 'share',
    ours: grouping.recall,
    atLeast: 0.95,
    runs: pages,
    note: 'every pair of person and number',
  };
  yield { metric: 'own-pages.people-recall', unit: 'share', ours: people.recall, atLeast: 0.95, runs: pages, note: note(people) };
  const { proposing, pages: nobodyPages } = listProposing();
  yield {
    metric: 'own-pages.proposing',
    unit: 'share',
    ours: proposing.length / nobodyPages,
    atMost: 0.02,
    runs: nobodyPages,
    note: `sign-in, search, shops, checkouts, forums, docs, dashboards, mail, news, maps in three languages: ${proposing.join(', ')}`,
  };
}

/** Pages on which nobody may be proposed, and contact pages against human labels. */
export async function* measurePages(): AsyncGenerator<Measured> {
  yield* ownPageFigures();
  if (!hasSamples) {
    yield { metric: 'articles.proposing', unit: 'share', ours: null, atMost: 0.02, note: 'the samples beside the repository are missing' };
    return;
  }
  const read = await capture(listFiles('articles'));
  const proposing = read.filter((page) => page.people.length + page.organizations.length > 0);
  yield {
    metric: 'articles.proposing',
    unit: 'share',
    ours: proposing.length / read.length,
    atMost: 0.02,
    note: `${proposing.length} of ${read.length}: ${proposing.map((page) => path.basename(page.file)).join(', ')}`,
  };
  yield* contactPageFigures(await scoreContactPages());
}
