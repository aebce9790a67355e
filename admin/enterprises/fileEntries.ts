import type { HistoryEvent } from '../../shared/events.ts';
import type { Letter } from '../../shared/letters.ts';
import { dayOf } from '../../shared/rules/days.ts';
import type { Visit } from '../../shared/visits.ts';

/** One entry of a file. It stands on the day on which it happened; of one day the later noted comes first. */
export type FileEntry = { key: string; day: string; noted: string } & (
  | { kind: 'event'; event: HistoryEvent }
  | { kind: 'visit'; visit: Visit }
  | { kind: 'letter'; letter: Letter }
  | { kind: 'reply'; letter: Letter }
);

type Sources = { events: readonly HistoryEvent[]; visits: readonly Visit[]; letters: readonly Letter[] };

/** Changes of stage, visits and letters of one enterprise as one line of its life, the newest first. */
export function fileEntries({ events, visits, letters }: Sources): FileEntry[] {
  const entries: FileEntry[] = [
    ...events.map((event) => ({
      key: event.id,
      day: dayOf(new Date(event.at)),
      noted: event.at,
      kind: 'event' as const,
      event,
    })),
    ...visits.map((visit) => ({
      key: visit.id,
      day: visit.visitedOn,
      noted: visit.createdAt,
      kind: 'visit' as const,
      visit,
    })),
    ...letters.map((letter) => ({
      key: letter.id,
      day: letter.issuedOn,
      noted: letter.createdAt,
      kind: 'letter' as const,
      letter,
    })),
    ...letters
      .filter(({ repliedOn }) => repliedOn !== null)
      .map((letter) => ({
        key: `${letter.id} reply`,
        day: letter.repliedOn!,
        noted: letter.updatedAt,
        kind: 'reply' as const,
        letter,
      })),
  ];
  return entries.sort((a, b) => b.day.localeCompare(a.day) || b.noted.localeCompare(a.noted));
}
