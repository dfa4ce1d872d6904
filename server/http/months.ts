import { routes } from '#shared/wire/routes.ts';
import type { Deps } from '../services/deps.ts';
import { asSession, serve, type Served } from './serve.ts';

// What reckons is loaded with the first question for it.
const load = () => import('../services/months.ts');

/** The months of service technicians. */
export function createMonthRoutes(deps: Deps): readonly Served[] {
  return [
    serve(routes.month, async ({ input, caller }) => (await load()).readMonth(deps, asSession(caller).principal, input)),
    serve(routes.markMonth, async ({ input, caller }) => (await load()).markMonth(deps, asSession(caller).principal, input)),
    serve(routes.closeMonth, async ({ input, caller }) => (await load()).closeMonth(deps, asSession(caller).principal, input)),
    serve(routes.confirmMonth, async ({ input, caller }) => (await load()).confirmMonth(deps, asSession(caller).principal, input)),
    serve(routes.addToMonth, async ({ input, caller }) => (await load()).addToMonth(deps, asSession(caller).principal, input)),
  ];
}
