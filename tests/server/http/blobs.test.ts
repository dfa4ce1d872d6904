import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { purgeRecord } from '../../../server/services/purge.ts';
import { DELETED } from '#shared/model/record.ts';
import { API_BASE } from '#shared/wire/routes.ts';
import { aDevice, aServer, aUser, signInAs, type TestDevice, type TestServer } from '../build/a-server.ts';

const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const hash = createHash('sha256').update(bytes).digest('hex');

function put(server: TestServer, device: TestDevice, record: string, body: Uint8Array<ArrayBuffer>, under = hash): Promise<Response> {
  const headers = { ...device.headers, 'content-type': 'application/octet-stream' };
  const request = server.app.request(
    `${API_BASE}/blobs/${under}?record=${record}`,
    { method: 'PUT', headers, body },
    {
      incoming: { socket: { remoteAddress: '127.0.0.1' } },
    },
  );
  return Promise.resolve(request);
}

const get = (server: TestServer, device: TestDevice, record: string): Promise<Response> =>
  server.send(`/blobs/${hash}?record=${record}`, { headers: device.headers });

async function aTalk() {
  const server = await aServer();
  const ann = await aUser(server, 'ann@team.example', 'rep', 'North');
  await aUser(server, 'bob@team.example', 'rep', 'South');
  await aUser(server, 'lea@team.example', 'lead', 'North', true);
  const [a, b, lead] = [await aDevice(server, ann.email), await aDevice(server, 'bob@team.example'), await aDevice(server, 'lea@team.example')];
  const named = { name: 'shelf.png', type: 'image/png', bytes: bytes.length };
  await a.push([
    ['i01', 'i', 'body', 'talk', a.stamp()],
    [`i01`, 'i', `attachments/${hash}`, named, a.stamp()],
    ['i02', 'i', 'body', 'another', a.stamp()],
  ]);
  return { server, ann, a, b, lead };
}

test('a picture is stored for a record that names it, and given as a file to whoever sees the record', async () => {
  const { server, a, b, lead } = await aTalk();
  expect((await get(server, a, 'i01')).status).toBe(404);
  expect((await put(server, a, 'i01', bytes)).status).toBe(200);
  expect((await put(server, a, 'i01', bytes)).status).toBe(200);
  for (const reader of [a, lead]) {
    const answer = await get(server, reader, 'i01');
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('content-disposition'),
      answer.headers.get('x-content-type-options'),
    ]).toEqual([200, 'application/octet-stream', 'attachment', 'nosniff']);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  }
  // Another team's rep does not see the record; nobody gets it by a record that does not name it.
  expect((await get(server, b, 'i01')).status).toBe(404);
  expect((await get(server, a, 'i02')).status).toBe(404);
  await b.push([['i09', 'i', `attachments/${hash}`, { name: 'x', type: 'image/png', bytes: bytes.length }, b.stamp()]]);
  expect((await get(server, b, 'i09')).status).toBe(404);
});

test('other bytes than those named, too many and for a record that does not name them are refused', async () => {
  const { server, a, b } = await aTalk();
  expect((await put(server, a, 'i01', new Uint8Array([...bytes.slice(0, -1), 9]))).status).toBe(400);
  expect((await put(server, a, 'i01', new Uint8Array([...bytes, 9]))).status).toBe(400);
  expect((await put(server, a, 'i02', bytes)).status).toBe(404);
  expect((await put(server, b, 'i01', bytes)).status).toBe(404);
  expect((await put(server, a, 'i01', new Uint8Array(5 * 1024 * 1024 + 1))).status).toBe(413);
  expect((await get(server, a, 'i01')).status).toBe(404);
});

test('a record that is deleted or erased gives its picture to nobody, and erasing takes the bytes', async () => {
  const { server, ann, a } = await aTalk();
  await put(server, a, 'i01', bytes);
  await a.push([['i01', 'i', DELETED, true, a.stamp()]]);
  expect((await get(server, a, 'i01')).status).toBe(404);
  expect(await server.store.findBlob(ann.org, 'i01', hash)).toMatchObject({ bytes: bytes.length });
  await purgeRecord(server.deps, { org: ann.org, user: ann.id, role: 'admin', team: null }, 'i01');
  expect(await server.store.findBlob(ann.org, 'i01', hash)).toBeUndefined();
});

test('browsers tell how their readers do; a lead sees the sums, and the numbers name nobody', async () => {
  const { server, ann, a, b } = await aTalk();
  const tell = (device: TestDevice, layouts: object[]): Promise<Response> => server.send('/health', { headers: device.headers, body: { layouts } });
  const layout = { adapter: 'gmail', version: '2026-11-01', read: 40, fellBack: 1, failed: 2 };
  expect((await tell(a, [layout])).status).toBe(200);
  await tell(a, [{ ...layout, read: 42 }]);
  await tell(b, [layout, { ...layout, adapter: 'sogo', read: 3, fellBack: 0, failed: 0 }]);
  const headers = await signInAs(server, 'lea@team.example');
  const { layouts } = await (await server.send('/layouts', { headers })).json();
  expect(layouts).toEqual([
    expect.objectContaining({ adapter: 'gmail', version: '2026-11-01', read: 82, fellBack: 2, failed: 4, browsers: 2 }),
    expect.objectContaining({ adapter: 'sogo', read: 3, browsers: 1 }),
  ]);
  const metrics = await (await server.app.request('/metrics', {}, { incoming: { socket: { remoteAddress: '127.0.0.1' } } })).text();
  expect(metrics).toContain('sidebook_layout_failed{adapter="gmail",version="2026-11-01"} 4\n');
  expect(metrics).not.toContain('@');
  // Whatever else a browser would send is refused; a revoked one counts no longer.
  expect((await tell(a, [{ ...layout, adapter: 'jh@kleine-eule.example' }])).status).toBe(400);
  expect((await tell(a, [{ ...layout, subject: 'x' }])).status).toBe(400);
  await server.store.write((tx) => tx.revokeDevice(ann.org, b.device, 1));
  expect((await (await server.send('/layouts', { headers })).json()).layouts).toEqual([
    expect.objectContaining({ adapter: 'gmail', read: 42, browsers: 1 }),
  ]);
});
