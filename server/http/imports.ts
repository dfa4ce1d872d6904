import { routes } from '#shared/wire/routes.ts';
import type { Deps } from '../services/deps.ts';
import { createImports } from '../services/imports.ts';
import { changeOrganization, readOrganization } from '../services/organization.ts';
import { asSession, serve, type Served } from './serve.ts';

/** Imports, and what the organization counts in. */
export function createImportRoutes(deps: Deps): readonly Served[] {
  const imports = createImports(deps);
  return [
    serve(routes.importOrders, async ({ input, caller }) => imports.run(asSession(caller).principal, input)),
    serve(routes.imports, async ({ caller }) => ({ imports: await imports.list(asSession(caller).principal) })),
    serve(routes.beginImport, async ({ input, caller }) => imports.begin(asSession(caller).principal, input)),
    serve(routes.importColumns, async ({ input, caller }) => imports.columns(asSession(caller).principal, input.headings)),
    serve(routes.importContacts, async ({ input, caller, id }) => imports.contacts(asSession(caller).principal, id, input)),
    serve(routes.importMails, async ({ input, caller, id }) => imports.mails(asSession(caller).principal, id, input)),
    serve(routes.endImport, async ({ caller, id }) => imports.end(asSession(caller).principal, id)),
    serve(routes.undoImport, async ({ caller, id }) => imports.undo(asSession(caller).principal, id)),
    serve(routes.importProgress, ({ caller }) => Promise.resolve({ running: imports.progress(asSession(caller).principal) })),
    serve(routes.organization, async ({ caller }) => readOrganization(deps, asSession(caller).principal)),
    serve(routes.changeOrganization, async ({ input, caller }) => changeOrganization(deps, asSession(caller).principal, input)),
  ];
}
