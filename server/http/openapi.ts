import { z } from 'zod';
import type { ListContract, RouteDef } from './route.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'input') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });

const json = (schema: unknown) => ({ 'application/json': { schema } });

/** The three parameters of a list, JSON in the query as `ra-data-simple-rest` writes it. */
const listParameters = ({ filter, sorts }: ListContract) =>
  [
    { name: 'filter', schema: schemaOf(filter) },
    {
      name: 'sort',
      schema: { type: 'array', prefixItems: [{ enum: sorts() }, { enum: ['ASC', 'DESC'] }], minItems: 2, maxItems: 2 },
    },
    {
      name: 'range',
      description: 'First and last row, both included, counted from 0; at most 1,000 rows',
      schema: { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 2, maxItems: 2 },
    },
  ].map(({ schema, ...parameter }) => ({ ...parameter, in: 'query', required: false, content: json(schema) }));

/** One file with what is told beside it, or a part of one. */
function uploadOf(upload: z.ZodType | 'bytes') {
  const file = { type: 'string', format: 'binary' };
  if (upload === 'bytes') return { 'application/octet-stream': { schema: file } };
  const { properties = {}, required = [] } = schemaOf(upload) as { properties?: object; required?: string[] };
  const schema = { type: 'object', properties: { ...properties, file }, required: [...required, 'file'] };
  return { 'multipart/form-data': { schema } };
}

const problem = {
  description: 'What went wrong, as application/problem+json',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const answerOf = (path: string, list?: ListContract) => ({
  description: 'The answer',
  ...(list && {
    headers: {
      'Content-Range': {
        description: `Which rows these are, of how many: ${path.slice(1)} 0-24/319; a star for the rows of an empty page`,
        schema: { type: 'string' },
      },
    },
  }),
});

/**
 * The parts by which schemas refer to themselves, moved among those of the document: a reference counts from its root.
 * Equal parts stand there once.
 */
function partsOf(document: object) {
  const groups: string[] = [];
  const schemas: Record<string, unknown> = {};
  const rooted = (value: unknown, prefix: string): unknown =>
    JSON.parse(JSON.stringify(value), (key, at: unknown) =>
      key === '$ref' ? String(at).replace('#/$defs/', `#/components/schemas/${prefix}`) : at,
    );
  const moved = JSON.parse(JSON.stringify(document), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$defs' in value)) return value;
    const { $defs, ...schema } = value as { $defs: Record<string, unknown> };
    const text = JSON.stringify($defs);
    if (!groups.includes(text)) groups.push(text);
    const prefix = `Part${groups.indexOf(text) + 1}`;
    for (const [name, part] of Object.entries($defs)) schemas[`${prefix}${name}`] = rooted(part, prefix);
    return rooted(schema, prefix);
  }) as Record<string, Record<string, unknown>>;
  return { paths: moved, schemas };
}

/** OpenAPI 3.1, drawn from the route definitions and the very schemas that validate. */
export function openApiDocument(routes: readonly RouteDef[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, permission, summary, status, body, query, list, upload } of routes) {
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
      parameters: [...parameters, ...queryParameters, ...(list ? listParameters(list) : [])],
      ...(body ? { requestBody: { content: json(schemaOf(body)) } } : {}),
      ...(upload ? { requestBody: { required: true, content: uploadOf(upload) } } : {}),
      responses: { [String(status ?? 200)]: answerOf(path, list), default: problem },
    };
  }
  const whole = partsOf(paths);
  return {
    openapi: '3.1.0',
    info: { title: 'Union Supervision Console', version: '1' },
    paths: whole.paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'uc.sid' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        ...whole.schemas,
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
