import { fold } from '../../shared/rules/grams.ts';

export type Piece = { text: string; marked: boolean };

/** A name in pieces: those that the words of a search (folded) stand for are marked. Nothing of the name is lost. */
export function piecesOf(name: string, words: readonly string[]): Piece[] {
  const characters = Array.from(name);
  // Folding can make one character several: each folded unit knows whence it came.
  const units = characters.flatMap((character, index) => Array.from({ length: fold(character).length }, () => index));
  const folded = characters.map(fold).join('');
  const marked = new Set<number>();
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      for (let unit = at; unit < at + word.length; unit += 1) marked.add(units[unit]!);
    }
  }
  const pieces: Piece[] = [];
  for (const [index, character] of characters.entries()) {
    const last = pieces.at(-1);
    if (last && last.marked === marked.has(index)) last.text += character;
    else pieces.push({ text: character, marked: marked.has(index) });
  }
  return pieces;
}
