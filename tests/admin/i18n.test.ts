import { describe, expect, test } from '@jest/globals';
import english from 'ra-language-english';
import { resources } from '../../shared/permissions.ts';
import { en } from '../../admin/i18n/en/index.ts';
import { zh } from '../../admin/i18n/zh/index.ts';

type Tree = { [key: string]: Tree | string };

/** Every text of a tree by its dotted path. */
function texts(tree: unknown, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  return Object.entries(tree as Tree).flatMap(([key, value]) => texts(value, path ? `${path}.${key}` : key));
}

const keys = (tree: unknown) => texts(tree).map(([key]) => key);
/** `smart_count` is `count` where it also chooses the English plural. */
const placeholders = (text: string) =>
  [...new Set((text.match(/%\{\w+\}/g) ?? []).map((name) => name.replace('smart_', '')))].sort();

describe('texts of the console', () => {
  test('react-admin speaks Chinese in every key that it has in English', () => {
    expect(keys(zh.ra).sort()).toEqual(keys(english.ra).sort());
  });

  test('both languages have the same keys and no empty text', () => {
    expect(keys(zh).sort()).toEqual(keys(en).sort());
    const empty = [...texts(zh), ...texts(en)].filter(([, text]) => text === '');
    expect(empty).toEqual([]);
  });

  test('no English word is left in a Chinese text', () => {
    // Names of formats, of keys and of systems that people know by no other name, and the switch that names the other language in that language.
    const allowed = /PDF|CSV|Word|Excel|English|API|OA|MB|SHA|HEIC|JPG|Ctrl|Windows|Linux|Edge|Chrome/g;
    const left = texts(zh).filter(([, text]) =>
      /[A-Za-z]{2,}/.test(text.replace(/%\{\w+\}/g, '').replace(allowed, '')),
    );
    expect(left).toEqual([]);
  });

  test('a text of ours asks for the same values in both languages', () => {
    const { ra: _zhRa, ...zhOurs } = zh;
    const { ra: _enRa, ...enOurs } = en;
    const english = new Map(texts(enOurs));
    const different = texts(zhOurs).filter(
      ([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  test('every resource has a name', () => {
    const named = zh.resources as Record<string, { name: string } | undefined>;
    expect(resources.filter((resource) => !named[resource]?.name)).toEqual([]);
  });
});
