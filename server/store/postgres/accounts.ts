import type { AuditRow, Batch, Org, PairingTries, StoredDevice, StoredPairingCode, StoredSession, StoredTeam, TryWindow } from '../port.ts';
import { foldText } from '#shared/model/search.ts';
import { toDevice, toOrg, toUser, type DeviceRow, type OrgRow, type UserRow } from '../rows.ts';
import type { Query } from './open.ts';

const DEVICE = `SELECT org, id, "user", name, token_hash AS "tokenHash", paired_at_ms AS "pairedAtMs", last_seen_at_ms AS "lastSeenAtMs",
  revoked_at_ms AS "revokedAtMs", last_n AS "lastN", batch_from AS "batchFrom", batch_count AS "batchCount", batch_hash AS "batchHash",
  batch_reply AS "batchReply" FROM device`;
const ORG =
  'SELECT id, name, id_salt AS "idSalt", seq, epoch, currency, time_zone AS "timeZone", floor_seq AS "floorSeq", share_on_capture AS "shareOnCapture" FROM org';
const USER = `SELECT org, id, coalesce("name", '') AS name, coalesce("email", '') AS email, coalesce("role", '') AS role, "team" AS team, "disabled" AS disabled FROM users`;
const CODE = `SELECT org, code_hash AS "codeHash", serial, "user", issued_at_ms AS "issuedAtMs", expires_at_ms AS "expiresAtMs", used_at_ms AS "usedAtMs" FROM pairing_code`;

/** By folded name, then by id, compared byte by byte as the embedded database does. */
function byName(a: { readonly name: string; readonly id: string }, b: { readonly name: string; readonly id: string }): number {
  return Buffer.compare(Buffer.from(foldText(a.name)), Buffer.from(foldText(b.name))) || (a.id < b.id ? -1 : 1);
}

/** Reading organizations, users, devices and what guards them. */
export function createAccountReads(query: Query) {
  const first = async <T>(rows: Promise<readonly T[]>): Promise<T | undefined> => (await rows)[0];
  const findDeviceWhere = async (condition: string, values: readonly string[]): Promise<StoredDevice | undefined> => {
    const row = await first(query<DeviceRow>(`${DEVICE} WHERE ${condition}`, values));
    return row && toDevice(row);
  };
  return {
    listOrgs: async () => (await query<OrgRow>(`${ORG} ORDER BY made_at_ms, id`)).map(toOrg),
    findOrg: async (id: string) => (await query<OrgRow>(`${ORG} WHERE id = $1`, [id])).map(toOrg)[0],
    findUser: async (org: string, id: string) => {
      const row = await first(query<UserRow>(`${USER} WHERE org = $1 AND id = $2`, [org, id]));
      return row && toUser(row);
    },
    listUsersByEmail: async (email: string) =>
      (await query<UserRow>(`${USER} WHERE "email" = $1 AND deleted = 0 ORDER BY org, id`, [email])).map(toUser),
    listUsers: async (org: string) => (await query<UserRow>(`${USER} WHERE org = $1 AND deleted = 0`, [org])).map(toUser).toSorted(byName),
    listTeams: async (org: string) =>
      (await query<StoredTeam>(`SELECT id, coalesce("name", '') AS name FROM teams WHERE org = $1 AND deleted = 0`, [org])).toSorted(byName),
    findDeviceByToken: (tokenHash: string) => findDeviceWhere('token_hash = $1', [tokenHash]),
    findDevice: (org: string, id: string) => findDeviceWhere('org = $1 AND id = $2', [org, id]),
    listDevices: async (org: string) => (await query<DeviceRow>(`${DEVICE} WHERE org = $1 ORDER BY paired_at_ms, id`, [org])).map(toDevice),
    findPasswordHash: async (org: string, user: string) =>
      (await first(query<{ hash: string }>('SELECT password_hash AS hash FROM credential WHERE org = $1 AND "user" = $2', [org, user])))?.hash,
    listUsersWithPassword: async (org: string) =>
      (await query<{ user: string }>('SELECT "user" FROM credential WHERE org = $1 ORDER BY "user"', [org])).map((row) => row.user),
    findSession: (tokenHash: string) =>
      first(
        query<StoredSession>(
          'SELECT org, token_hash AS "tokenHash", "user", opened_at_ms AS "openedAtMs", last_seen_at_ms AS "lastSeenAtMs" FROM session WHERE token_hash = $1',
          [tokenHash],
        ),
      ),
    findPairingCode: (codeHash: string) => first(query<StoredPairingCode>(`${CODE} WHERE code_hash = $1 ORDER BY serial DESC LIMIT 1`, [codeHash])),
    readLastPairingSerial: async () => (await first(query<{ serial: number | null }>('SELECT max(serial) AS serial FROM pairing_code')))?.serial ?? 0,
    hasLivePairingCode: async (afterSerial: number, nowMs: number) =>
      (await query('SELECT 1 FROM pairing_code WHERE serial > $1 AND used_at_ms IS NULL AND expires_at_ms > $2 LIMIT 1', [afterSerial, nowMs]))
        .length > 0,
    readPairingTries: async (address: string): Promise<PairingTries> =>
      (await first(query<PairingTries>('SELECT wrong, burnt_serial AS "burntSerial" FROM pairing_try WHERE address = $1', [address]))) ?? {
        wrong: 0,
        burntSerial: -1,
      },
    findTryWindow: (what: string, who: string) =>
      first(query<TryWindow>('SELECT since_ms AS "sinceMs", wrong FROM try_window WHERE what = $1 AND who = $2', [what, who])),
    findSetUpToken: (tokenHash: string) =>
      first(query<{ usedAtMs: number | null }>('SELECT used_at_ms AS "usedAtMs" FROM set_up_token WHERE token_hash = $1', [tokenHash])),
    ping: async () => void (await query('SELECT 1')),
  };
}

/** Writing them, in a transaction. */
export function createAccountWrites(query: Query) {
  const run = async (sql: string, values: Parameters<Query>[1]): Promise<void> => void (await query(sql, values));
  return {
    addOrg: (org: Org, madeAtMs: number) =>
      run(
        'INSERT INTO org (id, name, id_salt, seq, epoch, currency, time_zone, made_at_ms, floor_seq, share_on_capture) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
        [org.id, org.name, org.idSalt, org.seq, org.epoch, org.currency, org.timeZone, madeAtMs, org.floorSeq, org.shareOnCapture ? 1 : 0],
      ),
    saveOrgSettings: (org: string, { name, currency, timeZone, shareOnCapture }: Pick<Org, 'name' | 'currency' | 'timeZone' | 'shareOnCapture'>) =>
      run('UPDATE org SET name = $1, currency = $2, time_zone = $3, share_on_capture = $4 WHERE id = $5', [
        name,
        currency,
        timeZone,
        shareOnCapture ? 1 : 0,
        org,
      ]),
    addAudit: (row: AuditRow) =>
      run('INSERT INTO audit (org, at_ms, actor, action, target) VALUES ($1, $2, $3, $4, $5)', [
        row.org,
        row.atMs,
        row.actor,
        row.action,
        row.target,
      ]),
    addDevice: (device: StoredDevice) =>
      run('INSERT INTO device (org, id, "user", name, token_hash, paired_at_ms, last_n) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
        device.org,
        device.id,
        device.user,
        device.name,
        device.tokenHash,
        device.pairedAtMs,
        device.lastN,
      ]),
    lockDevice: async (org: string, id: string): Promise<StoredDevice | undefined> => {
      const [row] = await query<DeviceRow>(`${DEVICE} WHERE org = $1 AND id = $2 FOR UPDATE`, [org, id]);
      return row && toDevice(row);
    },
    saveBatch: (org: string, device: string, lastN: number, batch: Batch) =>
      run('UPDATE device SET last_n = $1, batch_from = $2, batch_count = $3, batch_hash = $4, batch_reply = $5 WHERE org = $6 AND id = $7', [
        lastN,
        batch.from,
        batch.count,
        batch.hash,
        batch.reply,
        org,
        device,
      ]),
    touchDevice: (org: string, device: string, seenAtMs: number) =>
      run('UPDATE device SET last_seen_at_ms = $1 WHERE org = $2 AND id = $3', [seenAtMs, org, device]),
    revokeDevice: (org: string, device: string, atMs: number) =>
      run('UPDATE device SET revoked_at_ms = $1 WHERE org = $2 AND id = $3 AND revoked_at_ms IS NULL', [atMs, org, device]),
    savePasswordHash: (org: string, user: string, hash: string, atMs: number) =>
      run(
        `INSERT INTO credential (org, "user", password_hash, changed_at_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT (org, "user") DO UPDATE SET password_hash = excluded.password_hash, changed_at_ms = excluded.changed_at_ms`,
        [org, user, hash, atMs],
      ),
    addSession: (session: StoredSession) =>
      run('INSERT INTO session (org, token_hash, "user", opened_at_ms, last_seen_at_ms) VALUES ($1, $2, $3, $4, $5)', [
        session.org,
        session.tokenHash,
        session.user,
        session.openedAtMs,
        session.lastSeenAtMs,
      ]),
    touchSession: (tokenHash: string, seenAtMs: number) =>
      run('UPDATE session SET last_seen_at_ms = $1 WHERE token_hash = $2', [seenAtMs, tokenHash]),
    removeSession: (tokenHash: string) => run('DELETE FROM session WHERE token_hash = $1', [tokenHash]),
    removeOldSessions: (openedBeforeMs: number, seenBeforeMs: number) =>
      run('DELETE FROM session WHERE opened_at_ms < $1 OR last_seen_at_ms < $2', [openedBeforeMs, seenBeforeMs]),
    addPairingCode: (code: StoredPairingCode) =>
      run('INSERT INTO pairing_code (org, code_hash, serial, "user", issued_at_ms, expires_at_ms) VALUES ($1, $2, $3, $4, $5, $6)', [
        code.org,
        code.codeHash,
        code.serial,
        code.user,
        code.issuedAtMs,
        code.expiresAtMs,
      ]),
    usePairingCode: (serial: number, atMs: number) => run('UPDATE pairing_code SET used_at_ms = $1 WHERE serial = $2', [atMs, serial]),
    savePairingTries: (address: string, tries: PairingTries) =>
      run(
        `INSERT INTO pairing_try (address, wrong, burnt_serial) VALUES ($1, $2, $3)
         ON CONFLICT (address) DO UPDATE SET wrong = excluded.wrong, burnt_serial = excluded.burnt_serial`,
        [address, tries.wrong, tries.burntSerial],
      ),
    saveTryWindow: (what: string, who: string, window: TryWindow) =>
      run(
        `INSERT INTO try_window (what, who, since_ms, wrong) VALUES ($1, $2, $3, $4)
         ON CONFLICT (what, who) DO UPDATE SET since_ms = excluded.since_ms, wrong = excluded.wrong`,
        [what, who, window.sinceMs, window.wrong],
      ),
    removeTryWindow: (what: string, who: string) => run('DELETE FROM try_window WHERE what = $1 AND who = $2', [what, who]),
    replaceSetUpToken: async (tokenHash: string, madeAtMs: number): Promise<void> => {
      await query('DELETE FROM set_up_token WHERE used_at_ms IS NULL');
      await query('INSERT INTO set_up_token (token_hash, made_at_ms) VALUES ($1, $2)', [tokenHash, madeAtMs]);
    },
    useSetUpToken: (tokenHash: string, atMs: number) => run('UPDATE set_up_token SET used_at_ms = $1 WHERE token_hash = $2', [atMs, tokenHash]),
  };
}
