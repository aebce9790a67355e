import Box from '@mui/material/Box';
import type { Work, WorkKey } from '../../shared/me.ts';
import { useT } from '../i18n/index.ts';
import { listUrl } from '../ui/listUrl.ts';
import { Stat } from '../ui/Stat.tsx';

type Props = {
  work: Work | undefined;
  order: readonly WorkKey[];
  /** Left out while there is nothing of it. */ rare?: readonly WorkKey[];
};

/** A line of numbers, each a door to exactly the rows it counts. */
export const WorkCounts = ({ work, order, rare = [] }: Props) => {
  const t = useT();
  const byKey = new Map(work?.counts.map((entry) => [entry.key, entry]));
  const shown = order.filter((key) => {
    const count = byKey.get(key)?.count ?? 0;
    return work === undefined ? !rare.includes(key) : byKey.has(key) && (count > 0 || !rare.includes(key));
  });
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'repeat(3, minmax(0, 1fr))', md: 'repeat(auto-fit, minmax(96px, 136px))' },
        columnGap: { xs: 3, md: 4 },
        borderBottom: 1,
        borderColor: 'divider',
        pb: 1,
        mb: 2.5,
      }}
    >
      {shown.map((key) => {
        const entry = byKey.get(key);
        return (
          <Stat
            key={key}
            label={t(`home.work.${key}`)}
            value={entry?.count}
            overdue={key === 'overdue' || key === 'lettersOverdue' || key === 'reportsMissing'}
            {...(entry ? { to: listUrl(entry.resource, entry.filter) } : {})}
          />
        );
      })}
    </Box>
  );
};
