import { useQuery } from '@tanstack/react-query';
import { flagLimit, type EvidenceFlag } from '../../shared/evidence.ts';
import { useData } from '../providers/dataProvider.ts';
import { useMay } from '../providers/session.ts';

export const flagsKey = ['evidence', 'flags'];

type Read = (ids: string[]) => Promise<EvidenceFlag[]>;
type Round = { ids: Set<string>; answer: Promise<EvidenceFlag[]> };
let round: Round | null = null;

/** All galleries of a screen ask together: what is asked for within a moment goes out as one request. */
function together(ids: readonly string[], read: Read): Promise<EvidenceFlag[]> {
  if (!round || round.ids.size + ids.length > flagLimit) {
    const fresh = new Set<string>();
    const answer = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
      if (round?.ids === fresh) round = null;
      return read([...fresh]);
    });
    round = { ids: fresh, answer };
  }
  for (const id of ids) round.ids.add(id);
  return round.answer.then((flags) => flags.filter(({ attachmentId }) => ids.includes(attachmentId)));
}

/** Where else these pieces were used, by their ids; nothing for whoever does not verify. */
export function useEvidenceFlags(ids: readonly string[]): Map<string, EvidenceFlag> {
  const { read } = useData();
  const may = useMay()('compare', 'attachments');
  const { data } = useQuery({
    queryKey: [...flagsKey, [...ids].sort()],
    queryFn: () => together(ids, (all) => read<EvidenceFlag[]>('reports/evidence', { ids: all.join(',') })),
    enabled: may && ids.length > 0,
    staleTime: 60_000,
  });
  return new Map((data ?? []).map((flag) => [flag.attachmentId, flag]));
}
