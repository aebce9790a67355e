/**
 * How names are found by any part of them: by the pairs of neighbouring characters that they are kept under in the
 * database. `search_fold` and `search_keys` there say the same as `fold` and `gramsOf`.
 */

/** At most so many words and pairs of one search are looked at; what is longer is no name. */
const MOST_WORDS = 8;

/** Full-width letters, digits and signs as their half-width ones, Latin letters small, every white space a space. */
export function fold(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFKC')
    .replace(/[\t\n\r]/g, ' ')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The words of a search, folded, each once. */
export function wordsOf(query: string): string[] {
  const words = fold(query)
    .split(' ')
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** Whether a word has two characters, as people count them: an emoji is one. */
export const isLong = (word: string): boolean => {
  const [, second] = word;
  return second !== undefined;
};

/** Whether a word is found by one pair alone. */
export const isPair = (word: string): boolean => Array.from(word).length === 2;

const pairsOf = (text: string): string[] => {
  const characters = Array.from(text);
  return characters.slice(1).map((character, index) => characters[index]! + character);
};

/** What a name is kept under: its pairs within words, and its first character. */
export function gramsOf(name: string): string[] {
  const text = fold(name).trim();
  const [first] = text;
  if (first === undefined) return [];
  return [...new Set([first, ...pairsOf(text).filter((pair) => !pair.includes(' '))])];
}

/**
 * What every name with these words is kept under. Single characters beside longer words only narrow what those find; a
 * search of nothing but single characters looks for names that begin with the first.
 */
export function gramsOfSearch(words: readonly string[]): string[] {
  const long = words.filter(isLong);
  return long.length > 0 ? [...new Set(long.flatMap(pairsOf))] : words.slice(0, 1);
}

/** Whether the words of a search are in a name: the rule behind the index. */
export function isFound(name: string, words: readonly string[]): boolean {
  const text = fold(name).trim();
  if (words.length === 0 || !words.every((word) => text.includes(word))) return false;
  return words.some(isLong) || text.startsWith(words[0]!);
}
