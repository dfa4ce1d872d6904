import { scopeOfUser } from '#shared/access.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import type { Deps } from '../services/deps.ts';
import { addUserAsOperator } from '../services/operate.ts';
import { runAnalyses } from '../services/run-analyses.ts';
import { teams } from './cast.ts';
import { tellSample, type SampleRecord, type SampleSize } from './story.ts';

/** The lead of the sample team; whoever opens the demo's link is signed in as this user. */
export const LEAD_EMAIL = 'lead@demo.example';
/** The rep whose browser the demo pairs. */
export const REP_EMAIL = 'rep@demo.example';

const DAY_MS = 86_400_000;
/** Records of one transaction: few enough to be quick, many enough that the disk is not the brake. */
const BATCH_RECORDS = 2000;

/** Makes the sample organization with its users, and writes its book. `onProgress` hears how many records are in. */
export async function fillSample(deps: Deps, size: SampleSize, onProgress: (records: number) => void): Promise<void> {
  const users = new Map<string, string>();
  const { org } = await addUserAsOperator(deps, { email: LEAD_EMAIL, role: 'admin', name: 'Ines Brandt', team: teams[0].name });
  for (const team of teams) {
    for (const rep of team.reps) {
      const { id } = await addUserAsOperator(deps, { email: rep.email, role: 'rep', name: rep.name, team: team.name });
      users.set(rep.email, id);
    }
  }
  const idSalt = bytesFromHex((await deps.store.findOrg(org))?.idSalt ?? '');
  const todayMs = Math.floor(deps.clock.nowMs() / DAY_MS) * DAY_MS;
  let batch: SampleRecord[] = [];
  let written = 0;
  const flush = async (): Promise<void> => {
    const records = batch;
    batch = [];
    await deps.store.write(async (tx) => {
      const first = await tx.takeSeq(org, records.length);
      for (const [at, { record, user }] of records.entries()) {
        await tx.saveRecord(org, record, first + at);
        await tx.grant(org, scopeOfUser(user), record.id, first + at, 'full');
      }
    });
    written += records.length;
    onProgress(written);
  };
  for (const one of tellSample({ idSalt, users, todayMs }, size)) {
    batch.push(one);
    if (batch.length === BATCH_RECORDS) {
      await flush();
    }
  }
  await flush();
  await runAnalyses(deps, org);
}
