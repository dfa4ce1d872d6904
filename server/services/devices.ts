import type { Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { hashToken } from '../security/tokens.ts';
import type { StoredDevice } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { looksAfter, toPrincipal } from './people.ts';

/** A device that has shown its token, and whose it is. */
export type PairedDevice = { readonly device: StoredDevice; readonly principal: Principal };

/** The device of a token. Throws `not-paired` for an unknown token, `device-revoked`, and `forbidden` for a disabled user's. */
export async function authenticateDevice(deps: Deps, token: string): Promise<PairedDevice> {
  const device = await deps.store.findDeviceByToken(hashToken(token));
  if (!device) {
    throw new AppError('not-paired');
  }
  if (device.revokedAtMs !== null) {
    throw new AppError('device-revoked', { revoked: true, wipe: true });
  }
  const user = await deps.store.findUser(device.org, device.user);
  if (!user || user.disabled) {
    throw new AppError('forbidden');
  }
  return { device, principal: toPrincipal(user) };
}

/** Ends the access of a browser whose user removed the book from it: nothing is left there that could use it. */
export async function leaveDevice(deps: Deps, { device, principal }: PairedDevice): Promise<void> {
  await deps.store.write(async (tx) => {
    const nowMs = deps.clock.nowMs();
    await tx.revokeDevice(device.org, device.id, nowMs);
    await writeAudit(tx, device.org, nowMs, principal.user, 'device-left', device.id);
  });
}

/** Ends a browser's access. Throws `not-found` and `forbidden`. */
export async function revokeDevice(deps: Deps, principal: Principal, id: string): Promise<void> {
  await deps.store.write(async (tx) => {
    const device = await tx.findDevice(principal.org, id);
    const user = device && (await tx.findUser(principal.org, device.user));
    if (!device) {
      throw new AppError('not-found');
    }
    if (device.user !== principal.user && !(user && looksAfter(principal, user))) {
      throw new AppError('forbidden');
    }
    const nowMs = deps.clock.nowMs();
    await tx.revokeDevice(principal.org, id, nowMs);
    await writeAudit(tx, principal.org, nowMs, principal.user, 'device-revoked', id);
  });
}
