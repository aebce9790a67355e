import { words, type Language } from '../../shared/words.ts';

type Named = keyof typeof words.resource;

/** What react-admin reads under `resources`: the office's noun of each resource and its field names. */
export function resourceMessages(language: Language, fields: Partial<Record<Named, Record<string, string>>>) {
  const name = (resource: Named) => {
    const word = words.resource[resource][language];
    return language === 'en' ? `${word} |||| ${word}s` : word;
  };
  return Object.fromEntries(
    (Object.keys(fields) as Named[]).map((key) => [key, { name: name(key), fields: fields[key] ?? {} }]),
  );
}
