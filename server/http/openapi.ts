import { z } from 'zod';
import type { RouteDef } from './route.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'input') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });

const problem = {
  description: 'What went wrong, as application/problem+json',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** OpenAPI 3.1, drawn from the route definitions and the very schemas that validate. */
export function openApiDocument(routes: readonly RouteDef[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, permission, summary, status, body, query } of routes) {
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    const asked = query ? (schemaOf(query) as { properties?: Record<string, unknown>; required?: string[] }) : {};
    const queryParameters = Object.entries(asked.properties ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: asked.required?.includes(name) ?? false,
      schema,
    }));
    const address = `/api${path.replace(/:(\w+)/g, '{$1}')}`;
    (paths[address] ??= {})[method] = {
      summary,
      tags: [path.split('/')[1]],
      'x-permission': permission,
      parameters: [...parameters, ...queryParameters],
      ...(body ? { requestBody: { content: { 'application/json': { schema: schemaOf(body) } } } } : {}),
      responses: { [String(status ?? 200)]: { description: 'The answer' }, default: problem },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Union Supervision Console', version: '1' },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'uc.sid' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: schemaOf(
          z.object({
            status: z.number(),
            title: z.string(),
            message: z.string(),
            code: z.string(),
            errors: z.record(z.string(), z.string()).optional(),
          }),
        ),
      },
    },
    security: [{ session: [] }, { token: [] }],
  };
}
