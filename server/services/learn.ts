import { Worker } from 'node:worker_threads';
import type { PurchaseFacts } from '#shared/analysis/customer-facts.ts';
import type { FactsParams, LearntFacts } from '#shared/analysis/facts.ts';
import type { Simulated, SimulatedTerms } from '#shared/analysis/profiling/simulate-settings.ts';
import type { Day } from '#shared/model/field.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import type { LearnAnswer, LearnRequest } from './learn-worker.ts';

/** What all orders say, and what that makes of each customer. */
export type Learnt = { readonly learnt: LearntFacts; readonly facts: ReadonlyMap<string, PurchaseFacts> };

/**
 * Whose orders they are, and the day for which they are asked. `roots`: the record that stands for each one that was merged;
 * `settled`: what the team has settled of it.
 */
export type LearnFor = {
  readonly zone: string;
  readonly asOf: Day;
  readonly roots: ReadonlyMap<string, string>;
  readonly settled: FactsParams;
};

/** The same, with the settings that are to be looked at before they apply. */
export type SimulateFor = Omit<LearnFor, 'settled'> & { readonly terms: SimulatedTerms };

/** Learns in a thread of its own, so that whoever waits for the server waits for nothing of it. */
export type Learner = {
  readonly addOrders: (records: readonly StoredRecord[]) => void;
  /** Learns from the orders that were added. Rejects when the thread fails. */
  readonly learn: (of: LearnFor) => Promise<Learnt>;
  /** What other settings would change. Rejects when the thread fails. */
  readonly simulate: (of: SimulateFor) => Promise<Simulated>;
  /** Ends the thread, whether it has learnt or not. */
  readonly close: () => Promise<void>;
};

/** Starts the thread; it ends with `close`. */
export function startLearner(): Learner {
  const worker = new Worker(new URL('./learn-worker.ts', import.meta.url));
  const failed = new Promise<never>((_, reject) => worker.once('error', reject));
  // Whoever never waits for the outcome is not to be stopped by it.
  failed.catch(() => undefined);
  const tell = (request: LearnRequest): void => worker.postMessage(request);
  return {
    addOrders: (records) => tell({ what: 'orders', records }),
    learn(of) {
      const told = new Promise<Learnt>((resolve) => {
        const facts = new Map<string, PurchaseFacts>();
        let learnt: LearntFacts | undefined;
        worker.on('message', (answer: LearnAnswer) => {
          if (answer.what === 'learnt') {
            learnt = answer.learnt;
          } else if (answer.what === 'facts') {
            answer.facts.forEach((one) => facts.set(one.customer, one));
          } else if (answer.what === 'done' && learnt !== undefined) {
            resolve({ learnt, facts });
          }
        });
      });
      tell({ what: 'learn', ...of });
      return Promise.race([told, failed]);
    },
    simulate(of) {
      const told = new Promise<Simulated>((resolve) => {
        worker.on('message', (answer: LearnAnswer) => {
          if (answer.what === 'simulated') {
            resolve(answer.simulated);
          }
        });
      });
      tell({ what: 'simulate', ...of });
      return Promise.race([told, failed]);
    },
    async close() {
      await worker.terminate();
    },
  };
}
