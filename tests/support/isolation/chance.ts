/** Repeatable chance: the same seed draws the same. Numbers by mulberry32. */
export type Chance = {
  /** From 0 up to and without 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True in `share` of all cases. */
  happens(share: number): boolean;
  of<T>(many: readonly T[]): T;
};

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    happens: (share) => next() < share,
    of: (many) => {
      if (many.length === 0) throw new Error('nothing to choose from');
      return many[between(0, many.length - 1)]!;
    },
  };
}

/** A version 7 UUID that no record has. */
export function nobodysId(by: Chance): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => by.between(0, 15).toString(16)).join('');
  return `0189${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}
