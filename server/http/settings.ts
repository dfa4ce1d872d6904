import { routes } from '#shared/wire/routes.ts';
import type { Deps } from '../services/deps.ts';
import { changeSettings, readSettings } from '../services/settings.ts';
import { asSession, serve, type Served } from './serve.ts';

// What reckons is loaded with the first question for it.
const load = () => import('../services/simulate-settings.ts');

/** What the team has settled for everybody. */
export function createSettingsRoutes(deps: Deps): readonly Served[] {
  return [
    serve(routes.settings, async ({ caller }) => readSettings(deps, asSession(caller).principal)),
    serve(routes.changeSettings, async ({ input, caller }) => changeSettings(deps, asSession(caller).principal, input)),
    serve(routes.simulateSettings, async ({ input, caller }) => (await load()).simulate(deps, asSession(caller).principal, input)),
  ];
}
