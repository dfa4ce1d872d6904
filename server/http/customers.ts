import { routes } from '#shared/wire/routes.ts';
import { listCustomers, readCustomer } from '../services/customers.ts';
import type { Deps } from '../services/deps.ts';
import { asSession, serve, type Served } from './serve.ts';

/** The console's customers. */
export function createCustomerRoutes(deps: Deps): readonly Served[] {
  return [
    serve(routes.customers, async ({ input, caller }) => listCustomers(deps, asSession(caller).principal, input)),
    serve(routes.customer, async ({ id, caller }) => readCustomer(deps, asSession(caller).principal, id)),
  ];
}
