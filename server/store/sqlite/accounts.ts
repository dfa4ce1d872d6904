import type { AuditRow, Batch, Org, PairingTries, StoredDevice, StoredPairingCode, StoredSession, StoredTeam, TryWindow } from '../port.ts';
import { toDevice, toOrg, toUser, type DeviceRow, type OrgRow, type UserRow } from '../rows.ts';
import type { Connection } from './open.ts';

const DEVICE = `SELECT org, id, user, name, token_hash AS tokenHash, paired_at_ms AS pairedAtMs, last_seen_at_ms AS lastSeenAtMs, revoked_at_ms AS revokedAtMs,
  last_n AS lastN, batch_from AS batchFrom, batch_count AS batchCount, batch_hash AS batchHash, batch_reply AS batchReply FROM device`;
const ORG =
  'SELECT id, name, id_salt AS idSalt, seq, epoch, currency, time_zone AS timeZone, floor_seq AS floorSeq, share_on_capture AS shareOnCapture FROM org';
const USER = `SELECT org, id, coalesce("name", '') AS name, coalesce("email", '') AS email, coalesce("role", '') AS role, "team" AS team, "disabled" AS disabled FROM users`;
const CODE = `SELECT org, code_hash AS codeHash, serial, user, issued_at_ms AS issuedAtMs, expires_at_ms AS expiresAtMs, used_at_ms AS usedAtMs FROM pairing_code`;

/** Reading organizations, users, devices and what guards them, on one connection. */
export function createAccountReads(db: Connection) {
  const orgs = db.prepare<[], OrgRow>(`${ORG} ORDER BY made_at_ms, id`);
  const org = db.prepare<[string], OrgRow>(`${ORG} WHERE id = ?`);
  const user = db.prepare<[string, string], UserRow>(`${USER} WHERE org = ? AND id = ?`);
  const usersByEmail = db.prepare<[string], UserRow>(`${USER} WHERE "email" = ? AND deleted = 0 ORDER BY org, id`);
  const users = db.prepare<[string], UserRow>(`${USER} WHERE org = ? AND deleted = 0 ORDER BY fold("name"), id`);
  const teams = db.prepare<[string], StoredTeam>(
    `SELECT id, coalesce("name", '') AS name FROM teams WHERE org = ? AND deleted = 0 ORDER BY fold("name"), id`,
  );
  const deviceByToken = db.prepare<[string], DeviceRow>(`${DEVICE} WHERE token_hash = ?`);
  const device = db.prepare<[string, string], DeviceRow>(`${DEVICE} WHERE org = ? AND id = ?`);
  const devices = db.prepare<[string], DeviceRow>(`${DEVICE} WHERE org = ? ORDER BY paired_at_ms, id`);
  const password = db.prepare<[string, string], { hash: string }>('SELECT password_hash AS hash FROM credential WHERE org = ? AND user = ?');
  const withPassword = db.prepare<[string], { user: string }>('SELECT user FROM credential WHERE org = ?');
  const session = db.prepare<[string], StoredSession>(
    'SELECT org, token_hash AS tokenHash, user, opened_at_ms AS openedAtMs, last_seen_at_ms AS lastSeenAtMs FROM session WHERE token_hash = ?',
  );
  const code = db.prepare<[string], StoredPairingCode>(`${CODE} WHERE code_hash = ? ORDER BY serial DESC LIMIT 1`);
  const lastSerial = db.prepare<[], { serial: number | null }>('SELECT max(serial) AS serial FROM pairing_code');
  const liveCode = db.prepare('SELECT 1 FROM pairing_code WHERE serial > ? AND used_at_ms IS NULL AND expires_at_ms > ?');
  const pairingTries = db.prepare<[string], PairingTries>('SELECT wrong, burnt_serial AS burntSerial FROM pairing_try WHERE address = ?');
  const tryWindow = db.prepare<[string, string], TryWindow>('SELECT since_ms AS sinceMs, wrong FROM try_window WHERE what = ? AND who = ?');
  const setUpToken = db.prepare<[string], { usedAtMs: number | null }>('SELECT used_at_ms AS usedAtMs FROM set_up_token WHERE token_hash = ?');
  const ping = db.prepare('SELECT 1');
  const optional = <Row, T>(row: Row | undefined, convert: (row: Row) => T): T | undefined => (row === undefined ? undefined : convert(row));

  return {
    listOrgs: () => orgs.all().map(toOrg),
    findOrg: (id: string) => optional(org.get(id), toOrg),
    findUser: (orgId: string, id: string) => optional(user.get(orgId, id), toUser),
    listUsersByEmail: (email: string) => usersByEmail.all(email).map(toUser),
    listUsers: (orgId: string) => users.all(orgId).map(toUser),
    listTeams: (orgId: string) => teams.all(orgId),
    findDeviceByToken: (tokenHash: string) => optional(deviceByToken.get(tokenHash), toDevice),
    findDevice: (orgId: string, id: string) => optional(device.get(orgId, id), toDevice),
    listDevices: (orgId: string) => devices.all(orgId).map(toDevice),
    findPasswordHash: (orgId: string, userId: string) => password.get(orgId, userId)?.hash,
    listUsersWithPassword: (orgId: string) => withPassword.all(orgId).map((row) => row.user),
    findSession: (tokenHash: string) => session.get(tokenHash),
    findPairingCode: (codeHash: string) => code.get(codeHash),
    readLastPairingSerial: () => lastSerial.get()?.serial ?? 0,
    hasLivePairingCode: (afterSerial: number, nowMs: number) => liveCode.get(afterSerial, nowMs) !== undefined,
    readPairingTries: (address: string): PairingTries => pairingTries.get(address) ?? { wrong: 0, burntSerial: -1 },
    findTryWindow: (what: string, who: string) => tryWindow.get(what, who),
    findSetUpToken: (tokenHash: string) => setUpToken.get(tokenHash),
    ping: (): void => void ping.get(),
  };
}

/** Writing them, on the writer's connection. */
export function createAccountWrites(db: Connection) {
  const addOrg = db.prepare(
    'INSERT INTO org (id, name, id_salt, seq, epoch, currency, time_zone, floor_seq, share_on_capture, made_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const saveSettings = db.prepare('UPDATE org SET name = ?, currency = ?, time_zone = ?, share_on_capture = ? WHERE id = ?');
  const addAudit = db.prepare('INSERT INTO audit (org, at_ms, actor, action, target) VALUES (?, ?, ?, ?, ?)');
  const addDevice = db.prepare('INSERT INTO device (org, id, user, name, token_hash, paired_at_ms, last_n) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const saveBatch = db.prepare(
    'UPDATE device SET last_n = ?, batch_from = ?, batch_count = ?, batch_hash = ?, batch_reply = ? WHERE org = ? AND id = ?',
  );
  const touchDevice = db.prepare('UPDATE device SET last_seen_at_ms = ? WHERE org = ? AND id = ?');
  const revokeDevice = db.prepare('UPDATE device SET revoked_at_ms = ? WHERE org = ? AND id = ? AND revoked_at_ms IS NULL');
  const savePassword = db.prepare(
    `INSERT INTO credential (org, user, password_hash, changed_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (org, user) DO UPDATE SET password_hash = excluded.password_hash, changed_at_ms = excluded.changed_at_ms`,
  );
  const addSession = db.prepare('INSERT INTO session (org, token_hash, user, opened_at_ms, last_seen_at_ms) VALUES (?, ?, ?, ?, ?)');
  const touchSession = db.prepare('UPDATE session SET last_seen_at_ms = ? WHERE token_hash = ?');
  const removeSession = db.prepare('DELETE FROM session WHERE token_hash = ?');
  const removeOldSessions = db.prepare('DELETE FROM session WHERE opened_at_ms < ? OR last_seen_at_ms < ?');
  const addCode = db.prepare('INSERT INTO pairing_code (org, code_hash, serial, user, issued_at_ms, expires_at_ms) VALUES (?, ?, ?, ?, ?, ?)');
  const useCode = db.prepare('UPDATE pairing_code SET used_at_ms = ? WHERE serial = ?');
  const saveTries = db.prepare(
    `INSERT INTO pairing_try (address, wrong, burnt_serial) VALUES (?, ?, ?)
     ON CONFLICT (address) DO UPDATE SET wrong = excluded.wrong, burnt_serial = excluded.burnt_serial`,
  );
  const saveWindow = db.prepare(
    `INSERT INTO try_window (what, who, since_ms, wrong) VALUES (?, ?, ?, ?)
     ON CONFLICT (what, who) DO UPDATE SET since_ms = excluded.since_ms, wrong = excluded.wrong`,
  );
  const removeWindow = db.prepare('DELETE FROM try_window WHERE what = ? AND who = ?');
  const clearTokens = db.prepare('DELETE FROM set_up_token WHERE used_at_ms IS NULL');
  const addToken = db.prepare('INSERT INTO set_up_token (token_hash, made_at_ms) VALUES (?, ?)');
  const useToken = db.prepare('UPDATE set_up_token SET used_at_ms = ? WHERE token_hash = ?');

  return {
    addOrg: (org: Org, madeAtMs: number): void =>
      void addOrg.run(
        org.id,
        org.name,
        org.idSalt,
        org.seq,
        org.epoch,
        org.currency,
        org.timeZone,
        org.floorSeq,
        Number(org.shareOnCapture),
        madeAtMs,
      ),
    saveOrgSettings: (
      org: string,
      { name, currency, timeZone, shareOnCapture }: Pick<Org, 'name' | 'currency' | 'timeZone' | 'shareOnCapture'>,
    ): void => void saveSettings.run(name, currency, timeZone, Number(shareOnCapture), org),
    addAudit: (row: AuditRow): void => void addAudit.run(row.org, row.atMs, row.actor, row.action, row.target),
    addDevice: (device: StoredDevice): void =>
      void addDevice.run(device.org, device.id, device.user, device.name, device.tokenHash, device.pairedAtMs, device.lastN),
    saveBatch: (org: string, device: string, lastN: number, batch: Batch): void =>
      void saveBatch.run(lastN, batch.from, batch.count, batch.hash, batch.reply, org, device),
    touchDevice: (org: string, device: string, seenAtMs: number): void => void touchDevice.run(seenAtMs, org, device),
    revokeDevice: (org: string, device: string, atMs: number): void => void revokeDevice.run(atMs, org, device),
    savePasswordHash: (org: string, user: string, hash: string, atMs: number): void => void savePassword.run(org, user, hash, atMs),
    addSession: (session: StoredSession): void =>
      void addSession.run(session.org, session.tokenHash, session.user, session.openedAtMs, session.lastSeenAtMs),
    touchSession: (tokenHash: string, seenAtMs: number): void => void touchSession.run(seenAtMs, tokenHash),
    removeSession: (tokenHash: string): void => void removeSession.run(tokenHash),
    removeOldSessions: (openedBeforeMs: number, seenBeforeMs: number): void => void removeOldSessions.run(openedBeforeMs, seenBeforeMs),
    addPairingCode: (code: StoredPairingCode): void =>
      void addCode.run(code.org, code.codeHash, code.serial, code.user, code.issuedAtMs, code.expiresAtMs),
    usePairingCode: (serial: number, atMs: number): void => void useCode.run(atMs, serial),
    savePairingTries: (address: string, tries: PairingTries): void => void saveTries.run(address, tries.wrong, tries.burntSerial),
    saveTryWindow: (what: string, who: string, window: TryWindow): void => void saveWindow.run(what, who, window.sinceMs, window.wrong),
    removeTryWindow: (what: string, who: string): void => void removeWindow.run(what, who),
    replaceSetUpToken(tokenHash: string, madeAtMs: number): void {
      clearTokens.run();
      addToken.run(tokenHash, madeAtMs);
    },
    useSetUpToken: (tokenHash: string, atMs: number): void => void useToken.run(atMs, tokenHash),
  };
}
