import type { TestProject } from 'vitest/node';
import { makeTemplate, startPostgres, TEMPLATE, type TestPostgres } from '../build/a-postgres.ts';

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface adds to one that is there
  interface ProvidedContext {
    /** The PostgreSQL of the suites that run on it; missing where they run on the embedded database. */
    postgresUrl?: string;
  }
}

let running: TestPostgres | undefined;

/** One PostgreSQL for all suites of a run that are made for it. */
export async function setup(project: TestProject): Promise<void> {
  running = await startPostgres();
  await makeTemplate(running.url, TEMPLATE);
  project.provide('postgresUrl', running.url);
}

/** Ends it. */
export async function teardown(): Promise<void> {
  await running?.stop();
}
