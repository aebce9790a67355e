/** A place in the primary's log as PostgreSQL writes it, `16/B374D848`; greater is later. */
export function positionOf(text: string): bigint {
  const [high, low] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

type Sample = { position: bigint; at: number };

/** Samples are kept for so many; a replica that is further behind than they reach is simply late. */
const MOST = 120;

/**
 * How far a replica is behind, in milliseconds: the age of the newest position of the primary that it has replayed. An
 * idle primary makes no replica late, which the time of the last replayed transaction would.
 */
export function lagMeter() {
  let samples: Sample[] = [];
  let seen = Number.NEGATIVE_INFINITY;
  return {
    /** Where the primary stood at an instant, noted before the replica is asked. */
    note(position: bigint, at: number) {
      samples.push({ position, at });
      if (samples.length > MOST) samples.shift();
    },
    /** What the replica says that it has replayed. */
    replayed(position: bigint) {
      const reached = samples.findLast((sample) => sample.position <= position);
      if (!reached) return;
      seen = Math.max(seen, reached.at);
      samples = samples.filter(({ at }) => at >= seen);
    },
    /** The replica does not answer: it counts as late until it is asked again. */
    lost() {
      seen = Number.NEGATIVE_INFINITY;
    },
    lag: (now: number) => now - seen,
  };
}
