import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { UnionChangeKind } from '../../../shared/rules/unionChanges.ts';
import type { Union, UnionChangeConsequence } from '../../../shared/unions.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../providers/dataProvider.ts';
import { useFormat } from '../../ui/format.ts';
import { ErrorState, TextSkeleton } from '../../ui/states.tsx';

export type Asked = { orgCode?: string; intoId?: string; openWork?: string };

/** What the change would do, counted by the server with the rules that do it. */
export function useConsequence(union: Union, kind: UnionChangeKind, asked: Asked) {
  const { read } = useData();
  return useQuery({
    queryKey: ['union-change', union.id, union.version, kind, asked],
    queryFn: () => read<UnionChangeConsequence>('reports/union-change', { unionId: union.id, kind, ...asked }),
    placeholderData: (before) => before,
  });
}

type Props = { kind: UnionChangeKind; query: ReturnType<typeof useConsequence>; openWork: string };

/** The consequence in sentences, before it is done. */
export const ChangeConsequence = ({ kind, query, openWork }: Props) => {
  const t = useT();
  const { data, error, refetch } = query;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} compact />;
  if (!data) return <TextSkeleton lines={3} />;
  return (
    <Box component="section" aria-live="polite" sx={{ borderTop: 1, borderColor: 'divider', pt: 1.5 }}>
      <Typography variant="subtitle2" component="h3">
        {t('unionChanges.will.title')}
      </Typography>
      <Sentences kind={kind} will={data} openWork={openWork} />
    </Box>
  );
};

type SentencesProps = { kind: UnionChangeKind; will: UnionChangeConsequence; openWork: string };

const Sentences = ({ kind, will, openWork }: SentencesProps) => {
  const t = useT();
  const { number } = useFormat();
  const work = (inspections: number, items: number) => ({ inspections: number(inspections), items: number(items) });
  const count = number(will.accounts);
  const lines = [
    will.inspections === 0 && t('unionChanges.will.idle'),
    will.carried > 0 && t('unionChanges.will.carried', work(will.carried, will.carriedItems)),
    will.ended > 0 && t('unionChanges.will.ended', work(will.ended, will.endedItems)),
    will.ended > 0 && kind !== 'dissolve' && openWork === 'carry' && t('unionChanges.will.endedAnyway'),
    will.accounts > 0 &&
      t(kind === 'move' ? 'unionChanges.will.moveAccounts' : 'unionChanges.will.endAccounts', { count }),
    kind === 'merge' &&
      will.enterprises > 0 &&
      t('unionChanges.will.mergeEnterprises', { count: number(will.enterprises) }),
    kind === 'dissolve' &&
      will.enterprises > 0 &&
      t('unionChanges.will.dissolveEnterprises', {
        count: number(will.enterprises),
        uncovered: number(will.uncovered),
      }),
    t('unionChanges.will.past'),
    t(kind === 'move' ? 'unionChanges.will.back' : 'unionChanges.will.final'),
  ];
  return (
    <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5, color: 'text.secondary' }}>
      {lines
        .filter((line) => line !== false)
        .map((line) => (
          <li key={line}>{line}</li>
        ))}
    </Box>
  );
};
