import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/**
 * Real webmails on loopback: Dovecot, Roundcube in three skins, a mail sink, SOGo where it is asked for. Any name@lab.test has a
 * mailbox, SOGo knows rep@lab.test and lead@lab.test; the password is `secret`.
 */
export type Lab = {
  readonly imapPort: number;
  readonly webmail: { readonly elastic: string; readonly larry: string; readonly classic: string };
  /** SOGo's address, or null where it was not asked for. */
  readonly sogo: string | null;
  readonly close: () => Promise<void>;
};

const Ports = v.object({ imap: v.number(), 'rc-elastic': v.number(), 'rc-larry': v.number(), 'rc-classic': v.number(), sogo: v.number() });
const here = fileURLToPath(new URL('lab/', import.meta.url));

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    // Its daemons go on after it has ended, so nothing of ours may stay open in them: no pipe, one log file.
    const child = spawn('bash', [join(here, script), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${script} failed: ${said}`))));
  });
}

/** Where the lab's mail server and its first Roundcube listen when nothing is shifted. */
const FIRST_PORTS = [32_143, 8250];
const STEP = 400;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The first shift from `wanted` on whose ports nobody uses: somebody else may run the same suite beside this one. */
async function findFreeShift(wanted: number): Promise<number> {
  for (let shift = wanted; shift < wanted + 20 * STEP; shift += STEP) {
    const free = await Promise.all(FIRST_PORTS.map((port) => isFree(port + shift)));
    if (free.every(Boolean)) {
      return shift;
    }
  }
  return wanted;
}

/** Starts the lab in a folder of its own; `wanted` moves its ports, so that two can run side by side. */
export async function startLab(wanted: number, options: { readonly sogo?: boolean } = {}): Promise<Lab> {
  const shift = await findFreeShift(wanted);
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-lab-'));
  await run('up.sh', [folder], { LAB_SHIFT: String(shift), LAB_SOGO: options.sogo === true ? '1' : '0' });
  const ports = v.parse(Ports, JSON.parse(readFileSync(join(folder, 'ports.json'), 'utf8')));
  return {
    imapPort: ports.imap,
    webmail: {
      elastic: `http://127.0.0.1:${ports['rc-elastic']}`,
      larry: `http://127.0.0.1:${ports['rc-larry']}`,
      classic: `http://127.0.0.1:${ports['rc-classic']}`,
    },
    sogo: options.sogo === true ? `http://127.0.0.1:${ports.sogo}/SOGo` : null,
    close: () => run('down.sh', [folder, '--wipe'], {}),
  };
}
