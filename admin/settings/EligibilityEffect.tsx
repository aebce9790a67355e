import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Typography from '@mui/material/Typography';
import { useDeferredValue } from 'react';
import { useWatch } from 'react-hook-form';
import { settingParts, type EligibilityEffect as Effect } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { formatNumber } from '../ui/format.ts';

/** What the rule in the form would change, before it is saved. */
export const EligibilityEffect = ({ orgCode }: { orgCode: string }) => {
  const t = useT();
  const { read } = useData();
  const rule = settingParts.eligibility.safeParse(useDeferredValue(useWatch({ name: 'eligibility' }) as unknown));
  const { data } = useQuery({
    queryKey: ['reports', 'eligibility', orgCode, rule.data],
    queryFn: () => read<Effect>('reports/eligibility', { orgCode, ...rule.data }),
    enabled: rule.success,
    placeholderData: keepPreviousData,
  });
  if (!data || !rule.success) return null;
  const n = formatNumber;
  const changes = data.becoming + data.ceasing > 0;
  return (
    <Typography className="wide" role="status">
      {t(changes ? 'settings.effect' : 'settings.effectNone', {
        eligible: n(data.eligible),
        after: n(data.after),
        becoming: n(data.becoming),
        ceasing: n(data.ceasing),
      })}
    </Typography>
  );
};
