/** What the tests read of a JSON schema. */
export type Schema = {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema | false;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  $ref?: string;
};

export type Parameter = { name: string; in: 'path' | 'query'; required: boolean; schema: Schema; json: boolean };

/** One method of one address of the OpenAPI document. */
export type Operation = {
  name: string;
  method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api, with `{id}` and the like. */
  path: string;
  /** The first part of the path, a resource; two of them where the first is `me` or `reports`. */
  noun: string;
  /** What follows the id, such as `close`; for a bulk act the same. */
  act: string | null;
  permission: readonly [string, string] | 'signed-in';
  parameters: Parameter[];
  body: Schema | null;
  form: Schema | null;
  takesBytes: boolean;
};

type Content = Record<string, { schema: Schema }>;
type Described = {
  'x-permission': Operation['permission'];
  parameters: { name: string; in: 'path' | 'query'; required?: boolean; schema?: Schema; content?: Content }[];
  requestBody?: { content: Content };
};
export type OpenApi = { paths: Record<string, Record<string, Described>> };

const json = 'application/json';

/** Every operation of the document, in its order. */
export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const path = address.replace(/^\/api/, '');
      const parts = path.split('/').slice(1);
      const content = described.requestBody?.content ?? {};
      const last = parts.at(-1)!;
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method as Operation['method'],
        path,
        noun: /^(me|reports)$/.test(parts[0]!) ? parts.slice(0, 2).join('/') : parts[0]!,
        act: parts.length > 2 && method !== 'get' ? last : null,
        permission: described['x-permission'],
        parameters: described.parameters.map(({ name, in: place, required = false, schema, content: written }) => ({
          name,
          in: place,
          required,
          schema: schema ?? written?.[json]?.schema ?? {},
          json: written !== undefined,
        })),
        body: content[json]?.schema ?? null,
        form: content['multipart/form-data']?.schema ?? null,
        takesBytes: 'application/octet-stream' in content,
      };
    }),
  );
}
