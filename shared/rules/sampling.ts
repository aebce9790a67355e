/** How many to draw: exactly one of a number and a share of the population between 0 and 1. */
export type SampleMethod = { size?: number | undefined; share?: number | undefined };

export type PopulationStratum = { code: string; ids: readonly string[] };
/** What was drawn of one stratum; `ids` in the order of the draw. */
export type DrawnStratum = { code: string; population: number; ids: string[] };

/** A text's digest as hexadecimal digits. The draw is documented with SHA-256, which `sha256sum` repeats anywhere. */
export type Digest = (text: string) => string;

/** The number that a method asks for: a share is rounded, half upwards, and is at least one. */
export function sampleSize(method: SampleMethod, population: number): number {
  return method.size ?? Math.max(1, Math.round((method.share ?? 0) * population));
}

/** Whole numbers in proportion to `populations` that sum to `size` ≤ their sum: the method of the largest remainder. */
function proportional(populations: readonly number[], size: number): number[] {
  const all = populations.reduce((sum, one) => sum + one, 0);
  if (all === 0) return populations.map(() => 0);
  const parts = populations.map((one) => Math.floor((size * one) / all));
  let left = size - parts.reduce((sum, one) => sum + one, 0);
  const byRemainder = populations
    .map((one, index) => ({ index, one, remainder: (size * one) % all }))
    .sort((a, b) => b.remainder - a.remainder || b.one - a.one || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index]! += 1;
    left -= 1;
  }
  return parts;
}

/**
 * How many of each stratum: in proportion to the populations by the largest remainder (of equal ones the larger
 * stratum, then the earlier). Where the sample is at least as large as the number of strata that are not empty, each of
 * these has at least one: those with a share below one get it first, and the rest is shared out among the others.
 */
export function allocate(populations: readonly number[], size: number): number[] {
  const filled = populations.filter((one) => one > 0).length;
  const parts = populations.map(() => 0);
  if (size < filled) return proportional(populations, size);
  let open = populations.flatMap((one, index) => (one > 0 ? [index] : []));
  let left = size;
  for (;;) {
    const all = open.reduce((sum, index) => sum + populations[index]!, 0);
    const small = open.filter((index) => left * populations[index]! < all);
    if (small.length === 0) break;
    for (const index of small) parts[index] = 1;
    left -= small.length;
    open = open.filter((index) => !small.includes(index));
  }
  const rest = proportional(
    open.map((index) => populations[index]!),
    left,
  );
  open.forEach((index, at) => (parts[index] = rest[at]!));
  return parts;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The order in which a seed draws: by the digest of `seed:id`, smallest first. */
export function drawOrder(ids: readonly string[], seed: string, digest: Digest): string[] {
  return ids
    .map((id) => ({ id, key: digest(`${seed}:${id}`) }))
    .sort((a, b) => byText(a.key, b.key) || byText(a.id, b.id))
    .map(({ id }) => id);
}

/**
 * A stratified draw without replacement that anybody can repeat: `allocate` says how many of each stratum (strata in
 * the order of their codes), and within a stratum the first of `drawOrder` are taken. The order in which strata and ids
 * are given does not matter. Throws a RangeError when there are fewer than are to be drawn.
 */
export function drawSample(
  strata: readonly PopulationStratum[],
  method: SampleMethod,
  seed: string,
  digest: Digest,
): DrawnStratum[] {
  const sorted = [...strata].sort((a, b) => byText(a.code, b.code));
  const populations = sorted.map(({ ids }) => ids.length);
  const all = populations.reduce((sum, one) => sum + one, 0);
  const size = sampleSize(method, all);
  if (size > all || size < 1) throw new RangeError(`a sample of ${size} from ${all}`);
  const parts = allocate(populations, size);
  return sorted.map(({ code, ids }, index) => ({
    code,
    population: ids.length,
    ids: drawOrder(ids, seed, digest).slice(0, parts[index]),
  }));
}
