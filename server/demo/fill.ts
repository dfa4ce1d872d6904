import { SCOPE_ALL_USERS, scopeOfUser } from '#shared/access.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import type { Deps } from '../services/deps.ts';
import { addUserAsOperator } from '../services/operate.ts';
import { runAnalyses } from '../services/run-analyses.ts';
import { isForEverybody } from '../services/share-records.ts';
import { LEAD_EMAIL, teams, technicians } from './cast.ts';
import { tellRecords, type Known } from './records.ts';
import { isPlanted, tellSample, type SampleRecord, type SampleSize } from './story.ts';

const DAY_MS = 86_400_000;
/** Records of one transaction: few enough to be quick, many enough that the disk is not the brake. */
const BATCH_RECORDS = 2000;

/** Makes the sample organization with its users, and writes its book. `onProgress` hears how many records are in. */
export async function fillSample(deps: Deps, size: SampleSize, onProgress: (records: number) => void): Promise<void> {
  const users = new Map<string, string>();
  const { org, id: lead } = await addUserAsOperator(deps, { email: LEAD_EMAIL, role: 'admin', name: 'Ines Brandt', team: teams[0].name });
  users.set(LEAD_EMAIL, lead);
  for (const team of teams) {
    for (const rep of team.reps) {
      const { id } = await addUserAsOperator(deps, { email: rep.email, role: 'rep', name: rep.name, team: team.name });
      users.set(rep.email, id);
    }
  }
  for (const [at, { email, name }] of technicians.entries()) {
    const { id } = await addUserAsOperator(deps, { email, role: 'service', name, team: teams[at]?.name });
    users.set(email, id);
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
        await tx.grant(org, isForEverybody(record) ? SCOPE_ALL_USERS : scopeOfUser(user), record.id, first + at, 'full');
      }
    });
    written += records.length;
    onProgress(written);
  };
  const write = async (one: SampleRecord): Promise<void> => {
    batch.push(one);
    if (batch.length === BATCH_RECORDS) {
      await flush();
    }
  };
  const place = { idSalt, users, todayMs };
  const known: Known[] = [];
  for (const one of tellSample(place, size)) {
    const { id, kind, body } = one.record;
    const { area } = body;
    if (kind === 'c' && typeof area === 'string' && !isPlanted(body)) {
      known.push({ id, user: one.user, area });
    }
    await write(one);
  }
  for (const one of tellRecords(place, known)) {
    await write(one);
  }
  await flush();
  await runAnalyses(deps, org);
}
