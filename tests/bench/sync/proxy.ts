import { connect, createServer } from 'node:net';
import { once } from 'node:events';

/** A cable on loopback that counts what passes: bytes of TCP payload, so heads of requests count as well. */
export type Meter = { readonly port: number; readonly read: () => { readonly up: number; readonly down: number }; readonly close: () => void };

/** Lays one to `targetPort`. `up` is what goes to the server. */
export async function layMeter(targetPort: number): Promise<Meter> {
  let [up, down] = [0, 0];
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    near.on('data', (chunk: Buffer) => (up += chunk.length));
    far.on('data', (chunk: Buffer) => (down += chunk.length));
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    near.setNoDelay(true);
    far.setNoDelay(true);
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    read: () => ({ up, down }),
    close: () => void server.close(),
  };
}
