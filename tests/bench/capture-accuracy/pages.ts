import path from 'node:path';
import type { Measured } from '../figure.ts';
import { capture } from './read.ts';
import { hasSamples, listFiles } from './samples.ts';

/** Pages on which nobody may be proposed, and contact pages against human labels. */
export async function* measurePages(): AsyncGenerator<Measured> {
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
}
