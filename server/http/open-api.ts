import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import type { Route } from '#shared/wire/route.ts';
import { API_BASE, routes } from '#shared/wire/routes.ts';
import { ErrorBody } from '#shared/wire/error.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/** The API's description, made from the same list and schemas that the server answers by. */
export function describeApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = API_BASE + route.path.replaceAll(/:(\w+)/gu, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sidebook', version: '1' },
    paths,
    components: {
      securitySchemes: { device: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'sid' } },
    },
  };
}

function describeRoute(name: string, route: Route): object {
  const type = { json: 'application/json', ndjson: 'application/x-ndjson', events: 'text/event-stream', bytes: 'application/octet-stream' }[
    route.format
  ];
  const isFile = route.body === 'bytes';
  const input = toSchema(route.input);
  const parameters = [
    ...[...route.path.matchAll(/:(\w+)/gu)].map(([, key]) => ({ name: key, in: 'path', required: true, schema: { type: 'string' } })),
    ...(route.method === 'GET' || isFile
      ? Object.entries(input.properties ?? {}).map(([key, schema]) => ({ name: key, in: 'query', required: false, schema }))
      : []),
  ];
  return {
    operationId: name,
    summary: route.summary,
    security: route.who === 'public' ? [] : [{ [route.who]: [] }],
    parameters,
    ...(isFile ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(route.method === 'POST' ? { requestBody: { required: true, content: { 'application/json': { schema: input } } } } : {}),
    responses: {
      200: { description: 'Done.', content: { [type]: route.format === 'bytes' ? {} : { schema: toSchema(route.output) } } },
      default: { description: 'Refused or failed.', content: { 'application/json': { schema: toSchema(ErrorBody) } } },
    },
  };
}

function toSchema(schema: Schema) {
  return toJsonSchema(schema, {
    // JSON Schema patterns know no flags; ours only carry `u`, which its engines imply.
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === 'regex' && 'requirement' in valibotAction && valibotAction.requirement instanceof RegExp
        ? { ...jsonSchema, pattern: valibotAction.requirement.source }
        : undefined,
  });
}
