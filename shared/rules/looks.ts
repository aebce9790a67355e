/**
 * How a picture looks, in 64 bits that survive shrinking and packing anew: the lowest frequencies of its grey picture
 * (a discrete cosine transform), each well above their median or not. After "pHash" (Zauner 2010).
 */

/** The grey picture that looks are told from has so many pixels on each side. */
export const lookSide = 32;

/** Looks that differ in no more bits are alike. At most 7, which is how far the indexes of the database see. */
export const alikeBits = 7;

/** A picture of less contrast (standard deviation of its grey values, 0 to 255) is blank: a wall, a sheet of paper. */
const leastContrast = 6;

/** What packing and rounding may add to a frequency; a picture of few frequencies has most of them this near to none. */
const noise = 24;

/** Four times 16 bits, each found by an index of its own. */
export type Look = readonly [number, number, number, number];

/** The 64 places of lowest frequency after the mean, along the diagonals. */
const places = lowestFrequencies(64);

function lowestFrequencies(count: number): [number, number][] {
  const all: [number, number][] = [];
  for (let diagonal = 1; all.length < count; diagonal += 1) {
    for (let u = 0; u <= diagonal && all.length < count; u += 1) all.push([u, diagonal - u]);
  }
  return all;
}

const cosines = Array.from({ length: lookSide }, (_, frequency) =>
  Array.from({ length: lookSide }, (__, at) => Math.cos((Math.PI * (2 * at + 1) * frequency) / (2 * lookSide))),
);

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
};

/** The look of a grey picture of `lookSide` by `lookSide` pixels, row by row, 0 to 255; null where nothing is on it. */
export function lookOf(grey: ArrayLike<number>): Look | null {
  if (grey.length !== lookSide * lookSide) throw new RangeError('a look is told from 32 × 32 pixels');
  const pixels = Array.from(grey);
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const variance = pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length;
  if (Math.sqrt(variance) < leastContrast) return null;
  const strengths = frequenciesOf(pixels.map((value) => value - mean));
  const middle = median(strengths);
  const parts = [0, 0, 0, 0];
  strengths.forEach((strength, bit) => {
    if (strength > middle + noise) parts[bit >> 4]! |= 1 << (bit & 15);
  });
  return parts as unknown as Look;
}

/** First along the rows, then down the columns, for the wanted places alone. */
function frequenciesOf(pixels: readonly number[]): number[] {
  const widest = Math.max(...places.map(([u]) => u)) + 1;
  const rows = Array.from({ length: widest }, (_, u) =>
    Array.from({ length: lookSide }, (__, y) =>
      cosines[u]!.reduce((sum, cosine, x) => sum + cosine * pixels[y * lookSide + x]!, 0),
    ),
  );
  return places.map(([u, v]) => cosines[v]!.reduce((sum, cosine, y) => sum + cosine * rows[u]![y]!, 0));
}

const ones = (bits: number): number => {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
};

/** In how many of 64 bits two looks differ. */
export const lookDistance = (one: Look, other: Look): number =>
  one.reduce((sum, part, index) => sum + ones(part ^ other[index]!), 0);

export const isAlike = (one: Look, other: Look): boolean => lookDistance(one, other) <= alikeBits;
