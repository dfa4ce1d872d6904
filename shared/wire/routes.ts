import { accountRoutes } from './account-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { importRoutes } from './import-routes.ts';
import { monthRoutes } from './month-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { syncRoutes } from './sync-routes.ts';

/** Where the API lives on the server. */
export const API_BASE = '/api/v1';

/** Every endpoint. Server, clients, OpenAPI and the access tests are all made from this list. */
export const routes = { ...accountRoutes, ...customerRoutes, ...importRoutes, ...monthRoutes, ...settingsRoutes, ...syncRoutes } as const;
