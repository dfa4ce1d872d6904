import { matchPeople } from '#shared/capture/match.ts';
import { listCounterparts, proposeContact } from '#shared/capture/people.ts';
import { readRaw } from '#shared/capture/raw/read-raw.ts';
import { listSpoofs, VICTIM } from '../../shared/capture/spoofs.ts';
import type { Measured } from '../figure.ts';

const known = { kind: 'person', name: VICTIM.name, emails: [VICTIM.email], phones: [VICTIM.phone], companyName: null, handles: {} } as const;

/** Forged senders that would be taken for the customer whom they pretend to be: only an equal address is one without a question. */
export async function* measureSpoofed(): AsyncGenerator<Measured> {
  const spoofs = listSpoofs();
  let wrong = 0;
  for (const { source } of spoofs) {
    const told = { adapter: 'roundcube@2026-11-01', nativeId: null, ownAddresses: ['rep@lab.test'], cutAtBytes: null };
    const message = await readRaw(Buffer.from(source).toString('latin1'), told);
    const { people } = listCounterparts(message, ['rep@lab.test']);
    const isTaken = people.some((person) => {
      const emails = proposeContact(message, person, { country: null }).fields.flatMap(({ field, value }) => (field === 'email' ? [value] : []));
      return matchPeople(known, { ...known, name: person.name, emails, phones: [] })?.reasons.includes('same-email') === true;
    });
    wrong += isTaken ? 1 : 0;
  }
  yield { metric: 'hostile.spoofed-senders', unit: 'wrong merges', ours: wrong, atMost: 0, runs: spoofs.length };
}
