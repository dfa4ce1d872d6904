import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { scoreContactPages } from '../../bench/capture-accuracy/contact-pages.ts';
import { compareJsonLd, compareMicrodata, compareOpenGraph, compareRdfa } from '../../bench/capture-accuracy/extruct.ts';
import { ADDRESS_FOLDERS, CARD_FOLDERS, compareMicroformats } from '../../bench/capture-accuracy/microformats.ts';
import { listProposing, scoreOwnPages } from '../../bench/capture-accuracy/own-pages.ts';
import { capture } from '../../bench/capture-accuracy/read.ts';
import { hasSamples, listFiles } from '../../bench/capture-accuracy/samples.ts';
import { compareForms } from '../../bench/capture-accuracy/schema-org.ts';

/**
 * Floors under what the bench `capture-accuracy` measures, so that no change lowers today's figures unseen. The figures themselves
 * are the bench's: `npm run -s bench -- capture-accuracy`.
 */

/** With ACCURACY_DETAILS=1 what is wrong or missed is printed. */
const isVerbose = process.env['ACCURACY_DETAILS'] !== undefined;

describe('pages written for the bench', () => {
  test('numbers stand with their person', () => {
    const { grouping, people } = scoreOwnPages();
    expect([grouping.wrong, grouping.missed.length, people.wrong]).toEqual([[], expect.any(Number), []]);
    expect(grouping.recall).toBeGreaterThanOrEqual(0.95);
  });

  test('pages for other uses offer nobody', () => {
    expect(listProposing().proposing).toEqual([]);
  });
});

describe.skipIf(!hasSamples)(
  hasSamples ? 'pages of others' : 'pages of others beside the repository: the folder is missing, so they are not checked',
  () => {
    test('articles offer nobody', async () => {
      const offering = (await capture(listFiles('articles'))).filter((page) => page.people.length + page.organizations.length > 0);
      expect(offering.map((page) => path.basename(page.file))).toEqual([]);
    }, 120_000);

    test('contact pages against human labels', async () => {
      const { all, fitted } = await scoreContactPages();
      if (isVerbose) {
        for (const [what, score] of Object.entries(fitted)) {
          console.info(`${what} ${String(score)}\n  wrong: ${score.wrong.join(' | ')}\n  missed: ${score.missed.join(' | ')}`);
        }
      }
      const floors = {
        email: [0.98, 0.98],
        phone: [0.98, 0.96],
        person: [0.94, 0.74],
        title: [0.98, 0.77],
      } as const;
      for (const what of ['email', 'phone', 'person', 'title'] as const) {
        const [precision, recall] = floors[what];
        const score = all[what];
        expect([what, (score.precision ?? 0) >= precision, (score.recall ?? 0) >= recall]).toEqual([what, true, true]);
      }
      expect(all.organization.precision).toBeGreaterThanOrEqual(0.91);
    }, 300_000);

    test('vCards of many programs', async () => {
      const read = await capture(listFiles('vcards', '.vcf'));
      const cards = read.map((file) => [
        path.basename(file.file),
        file.people.length + file.organizations.length,
        existsSync(file.file) ? (readFileSync(file.file, 'latin1').match(/^BEGIN:VCARD/gimu)?.length ?? 0) : 0,
      ]);
      expect(cards.filter(([, found, wanted]) => found !== wanted)).toEqual([]);
    });

    test('markup of every syntax gives what is expected of it', () => {
      const rdfa = compareRdfa();
      const compared = [
        compareMicroformats(CARD_FOLDERS),
        compareMicroformats(ADDRESS_FOLDERS),
        compareMicrodata(),
        compareJsonLd(),
        compareOpenGraph(),
        rdfa.lite,
        rdfa.whole,
      ];
      expect(compared.flatMap(({ wrong }) => wrong)).toEqual([]);
    });

    test('schema.org examples: microdata and RDFa give what JSON-LD gives', () => {
      const { equal, forms } = compareForms();
      expect(equal / forms).toBeGreaterThanOrEqual(0.99);
    });
  },
);
