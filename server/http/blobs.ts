import { routes } from '#shared/wire/routes.ts';
import { readBlob, storeBlob } from '../services/blobs.ts';
import type { Deps } from '../services/deps.ts';
import { readLayouts, tellLayouts } from '../services/layouts.ts';
import { asDevice, asSession, serve, serveFile, type Served } from './serve.ts';

/** What browsers send beside records: pictures that a record names, and how their readers do. */
export function createBlobRoutes(deps: Deps): readonly Served[] {
  return [
    serve(routes.putBlob, async ({ input, caller, id, readFile }) => {
      await storeBlob(deps, asDevice(caller), input.record, id, await readFile());
      return {};
    }),
    serveFile(routes.getBlob, async ({ input, caller, id }) => readBlob(deps, asDevice(caller), input.record, id)),
    serve(routes.tellHealth, async ({ input, caller }) => {
      await tellLayouts(deps, asDevice(caller), input);
      return {};
    }),
    serve(routes.health, async ({ caller }) => readLayouts(deps, asSession(caller).principal.org)),
  ];
}
