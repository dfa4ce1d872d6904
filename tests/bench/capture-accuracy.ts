import { measureCost } from './capture-accuracy/cost.ts';
import { measureHostile } from './capture-accuracy/hostile.ts';
import { measureImports } from './capture-accuracy/imports.ts';
import { measureOrderMails } from './capture-accuracy/order-mails.ts';
import { measurePageCost } from './capture-accuracy/page-cost.ts';
import { measurePages } from './capture-accuracy/pages.ts';
import { measurePastes } from './capture-accuracy/pastes.ts';
import { measureRegularExpressions } from './capture-accuracy/regex-cost.ts';
import { measureReplies } from './capture-accuracy/replies.ts';
import { measureSignatures } from './capture-accuracy/signatures.ts';
import { measureSpoofed } from './capture-accuracy/spoofed.ts';
import { measureStructured } from './capture-accuracy/structured.ts';
import { measureTabCost } from './capture-accuracy/tab-cost.ts';
import { measureWebmail } from './capture-accuracy/webmail.ts';
import type { Bench } from './figure.ts';

/** How right the capture engine is, on the samples beside the repository and on pages, mails and files written for this bench. */
export const captureAccuracy: Bench = {
  name: 'capture-accuracy',
  async *run(options) {
    yield* measurePages();
    yield* measureStructured();
    yield* measurePageCost();
    yield* measureHostile(options.full);
    yield* measureSpoofed();
    yield* measureRegularExpressions();
    yield* measureReplies();
    yield* measureSignatures();
    yield* measureOrderMails();
    yield* measurePastes(options);
    yield* measureImports(options);
    yield* measureWebmail();
    yield* measureCost();
    yield* measureTabCost(options);
  },
};
