import { connect, createServer, type Socket } from 'node:net';

/** A cable between browser and server that a test can cut: connections end and new ones are refused until it is mended. */
export type Cable = {
  readonly port: number;
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Lays a cable on loopback to `targetPort`. */
export async function layCable(targetPort: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let port = 0;
  let server = makeServer();

  function makeServer() {
    return createServer((near) => {
      const far = connect(targetPort, '127.0.0.1');
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => {
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
  }

  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        port = typeof address === 'object' && address ? address.port : port;
        resolve();
      });
    });

  const cut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) {
        socket.destroy();
      }
    });

  await listen();
  return {
    get port() {
      return port;
    },
    cut,
    async mend() {
      server = makeServer();
      await listen();
    },
    close: cut,
  };
}
