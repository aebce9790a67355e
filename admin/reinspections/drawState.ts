import type { Reinspection, Stratum } from '../../shared/reinspections.ts';

/** Items that were looked at; what was skipped is none of them. */
export const inspectedOf = ({ held, relapsed }: Pick<Reinspection, 'held' | 'relapsed'>): number => held + relapsed;

/** What of the sample is settled, skipped ones included. */
export const settledOf = (draw: Pick<Reinspection, 'held' | 'relapsed' | 'skipped'>): number =>
  inspectedOf(draw) + draw.skipped;

/** Null until something was inspected, never 0 %. */
export const relapseRateOf = (draw: Pick<Reinspection, 'held' | 'relapsed'>): number | null =>
  inspectedOf(draw) === 0 ? null : draw.relapsed / inspectedOf(draw);

/** What hangs directly on the organisation among whose children was drawn. */
export const isOwnStratum = (stratum: Stratum, all: readonly Stratum[], drawnAt: string | undefined): boolean =>
  stratum.code === drawnAt || all.some(({ code }) => code !== stratum.code && code.startsWith(stratum.code));
