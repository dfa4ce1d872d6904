import type { Tx } from '../store/port.ts';

/** What is written down when it happens. */
export type AuditAction =
  | 'organization-made'
  | 'signed-in'
  | 'sign-in-refused'
  | 'signed-out'
  | 'book-exported'
  | 'book-imported'
  | 'book-restored'
  | 'user-added'
  | 'team-made'
  | 'password-set'
  | 'pairing-code-made'
  | 'pairing-refused'
  | 'device-paired'
  | 'device-revoked'
  | 'device-left'
  | 'unsent-imported'
  | 'orders-imported'
  | 'file-imported'
  | 'import-undone'
  | 'organization-changed'
  | 'settings-changed'
  | 'month-changed'
  | 'claim-decided'
  | 'owner-set'
  | 'record-purged';

/** Notes an act in the audit log, in the transaction of the act itself. Ids only, never names or contents. */
export async function writeAudit(tx: Tx, org: string, atMs: number, actor: string, action: AuditAction, target: string): Promise<void> {
  await tx.addAudit({ org, atMs, actor, action, target });
}
