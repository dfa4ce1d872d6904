import { routes } from '#shared/wire/routes.ts';
import type { Deps } from '../services/deps.ts';
import type { createImports } from '../services/imports.ts';
import { changeOrganization, readOrganization } from '../services/organization.ts';
import { asSession, serve, type Served } from './serve.ts';

type Imports = ReturnType<typeof createImports>;

/** Imports, and what the organization counts in. */
export function createImportRoutes(deps: Deps): readonly Served[] {
  // The readers of every kind of file are half of what the server is made of; they are loaded with the first import.
  let made: Promise<Imports> | undefined;
  const load = (): Promise<Imports> => (made ??= import('../services/imports.ts').then(({ createImports }) => createImports(deps)));
  return [
    serve(routes.importOrders, async ({ input, caller }) => (await load()).run(asSession(caller).principal, input)),
    serve(routes.imports, async ({ caller }) => ({ imports: await (await load()).list(asSession(caller).principal) })),
    serve(routes.importUnsent, async ({ input, caller }) =>
      (await import('../services/unsent.ts')).importUnsent(deps, asSession(caller).principal, input),
    ),
    serve(routes.beginImport, async ({ input, caller }) => (await load()).begin(asSession(caller).principal, input)),
    serve(routes.importColumns, async ({ input, caller }) => (await load()).columns(asSession(caller).principal, input.headings)),
    serve(routes.importContacts, async ({ input, caller, id }) => (await load()).contacts(asSession(caller).principal, id, input)),
    serve(routes.importMails, async ({ input, caller, id }) => (await load()).mails(asSession(caller).principal, id, input)),
    serve(routes.endImport, async ({ caller, id }) => (await load()).end(asSession(caller).principal, id)),
    serve(routes.undoImport, async ({ caller, id }) => (await load()).undo(asSession(caller).principal, id)),
    serve(routes.importProgress, async ({ caller }) => ({ running: (await load()).progress(asSession(caller).principal) })),
    serve(routes.organization, async ({ caller }) => readOrganization(deps, asSession(caller).principal)),
    serve(routes.changeOrganization, async ({ input, caller }) => changeOrganization(deps, asSession(caller).principal, input)),
  ];
}
