import { expect, test } from '@jest/globals';
import { routes } from '../../server/app.ts';
import { openApiDocument } from '../../server/http/openapi.ts';

test('every reference of the contract leads somewhere in it', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument(routes))) as object;
  const text = JSON.stringify(document);
  const references = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!));
  const leadsTo = (reference: string) =>
    reference
      .split('/')
      .slice(1)
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
  expect(references.size).toBeGreaterThan(1);
  expect([...references].filter((reference) => leadsTo(reference) === undefined)).toEqual([]);
  expect(text).not.toContain('$defs');
});
