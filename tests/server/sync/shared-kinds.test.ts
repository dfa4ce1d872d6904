import { describe, expect, test } from 'vitest';
import { customerKey, idFromKey } from '#shared/sync/ids.ts';
import type { Op } from '#shared/sync/op.ts';
import { aDevice, aServer, aUser, type TestDevice } from '../build/a-server.ts';

const idOf = (kind: string, digit: string): string => kind + digit.repeat(32);

async function aTeam() {
  const server = await aServer();
  const [rep, other, technician, lead] = [
    await aUser(server, 'rep@team.example', 'rep', 'North'),
    await aUser(server, 'other@team.example', 'rep', 'South'),
    await aUser(server, 'tech@team.example', 'service', 'North'),
    await aUser(server, 'lead@team.example', 'lead', 'North'),
  ];
  const devices = {
    rep: await aDevice(server, rep.email),
    other: await aDevice(server, other.email),
    technician: await aDevice(server, technician.email),
    lead: await aDevice(server, lead.email),
  };
  return { rep, technician, devices };
}

async function idsOf(device: TestDevice): Promise<readonly string[]> {
  return [...(await device.pullAll()).keys()];
}

describe('records of the team', () => {
  test('a deal, a case and an answer are seen by whoever sees their customer', async () => {
    const { devices } = await aTeam();
    const { rep } = devices;
    const customer = idFromKey('c', Buffer.from(rep.idSalt, 'hex'), customerKey('jo@acme.example'));
    const ops: Op[] = [
      [customer, 'c', 'name', 'Jo Doe', rep.stamp()],
      [idOf('d', '1'), 'd', 'customer', customer, rep.stamp()],
      [idOf('s', '1'), 's', 'customer', customer, rep.stamp()],
      [idOf('v', '1'), 'v', 'customer', customer, rep.stamp()],
      [idOf('n', '1'), 'n', 'about', customer, rep.stamp()],
    ];
    expect((await rep.push(ops)).rejected).toEqual([]);
    // Who captures the same customer gains what belongs to it.
    await devices.other.push([[customer, 'c', 'title', 'Buyer', devices.other.stamp()]]);
    expect(await idsOf(devices.other)).toEqual(expect.arrayContaining([idOf('d', '1'), idOf('s', '1'), idOf('v', '1'), idOf('n', '1')]));
    expect(await idsOf(devices.lead)).toEqual(expect.arrayContaining([idOf('d', '1'), idOf('n', '1')]));
    expect(await idsOf(devices.technician)).not.toEqual(expect.arrayContaining([idOf('d', '1')]));
  });

  test('a campaign and a supplier are everybody’s', async () => {
    const { devices } = await aTeam();
    await devices.rep.push([
      [idOf('m', '1'), 'm', 'name', 'Spring letter', devices.rep.stamp()],
      [idOf('r', '1'), 'r', 'name', 'Mill', devices.rep.stamp()],
    ]);
    for (const device of Object.values(devices)) {
      expect(await idsOf(device)).toEqual(expect.arrayContaining([idOf('m', '1'), idOf('r', '1')]));
    }
  });

  test('what is measured is set by a lead: a rep sets no target, and a technician marks nobody, and no browser closes, confirms, adds to or deletes a month', async () => {
    const { devices, technician } = await aTeam();
    const sheet = idOf('b', '1');
    const targets: Op[] = [[idOf('j', '1'), 'j', 'amount', 1, devices.rep.stamp()]];
    expect((await devices.rep.push(targets)).rejected).toEqual([[1, 'forbidden']]);
    const { lead } = devices;
    const marks: Op[] = [
      [sheet, 'b', 'user', technician.id, lead.stamp()],
      [sheet, 'b', 'leadMark', 85, lead.stamp()],
      [idOf('w', '1'), 'w', 'user', technician.id, lead.stamp()],
      [idOf('j', '1'), 'j', 'amount', 1, lead.stamp()],
    ];
    expect((await lead.push(marks)).rejected).toEqual([]);
    expect(await idsOf(devices.technician)).toEqual(expect.arrayContaining([sheet, idOf('w', '1'), idOf('j', '1')]));
    expect(await idsOf(devices.rep)).not.toEqual(expect.arrayContaining([sheet]));
    const own: Op[] = [
      [sheet, 'b', 'leadMark', 100, devices.technician.stamp()],
      [sheet, 'b', `confirmed/${technician.id}`, '2026-03-01T09:00:00Z', devices.technician.stamp()],
    ];
    expect((await devices.technician.push(own)).rejected).toEqual([
      [1, 'forbidden'],
      [2, 'forbidden'],
    ]);
    const closes: Op[] = [
      [sheet, 'b', 'closedAt', '2026-03-01T09:00:00Z', lead.stamp()],
      [sheet, 'b', 'sheet', {}, lead.stamp()],
      [sheet, 'b', `confirmed/${technician.id}`, '2026-03-01T09:00:00Z', lead.stamp()],
      [sheet, 'b', 'later/2026-03-01T09:00:00Z', { remark: 'x', by: technician.id }, lead.stamp()],
      [sheet, 'b', '_del', true, lead.stamp()],
    ];
    expect((await lead.push(closes)).rejected).toEqual([5, 6, 7, 8, 9].map((n) => [n, 'forbidden']));
  });
});
