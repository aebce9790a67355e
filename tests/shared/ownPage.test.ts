import { expect, test } from '@jest/globals';
import { isOwnPage } from '../../shared/rules/ownPage.ts';
import { fc } from '../support/property.ts';

const home = 'https://console.example';
const piece = fc.constantFrom(
  '/',
  '\\',
  '\t',
  '\n',
  '\r',
  '\0',
  ' ',
  '.',
  '@',
  ':',
  '%2f',
  'elsewhere.example',
  '?q=1',
  '#',
);
const address = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

test('no page of the console leads a browser elsewhere', () => {
  fc.assert(
    fc.property(address, (text) => {
      expect(isOwnPage(text) ? new URL(text, home).origin : home).toBe(home);
    }),
    { numRuns: 2000 },
  );
});

test('pages are pages, with their filters in any language', () => {
  const pages = [
    '/',
    '/unions',
    '/unions?filter={"q":"某 县"}&page=2',
    '/login?to=//elsewhere.example',
    '/me#sessions',
  ];
  expect(pages.filter((page) => !isOwnPage(page))).toEqual([]);
  const others = [
    '',
    'unions',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/\n\\x',
    'javascript:x',
  ];
  expect(others.filter(isOwnPage)).toEqual([]);
});
