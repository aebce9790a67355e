import { unsettledStatuses } from '../../shared/rules/deadlines.ts';
import { weekOf } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { QuickChips } from '../ui/list/QuickChips.tsx';
import { useVerifies } from './verifies.ts';

export const openStatuses = [...unsettledStatuses];

/** What officers ask for most. Each says itself which statuses it means, whatever tab one comes from. */
export const QuickFilters = () => {
  const t = useT();
  const { today } = useFormat();
  const verify = {
    key: 'verify',
    label: t('rectifications.quick.verify'),
    filter: { status: ['rectified'], forMe: 'verify' },
    isOn: (filters: Record<string, unknown>) => filters['forMe'] === 'verify',
  };
  return (
    <QuickChips
      label={t('rectifications.quick.label')}
      rest={{ status: openStatuses }}
      quick={[
        {
          key: 'week',
          label: t('rectifications.quick.week'),
          filter: { status: openStatuses, dueOn_gte: today, dueOn_lte: weekOf(today).to },
        },
        {
          key: 'overdue',
          label: t('rectifications.quick.overdue'),
          filter: { status: openStatuses, overdue: true },
          isOn: (filters) => filters['overdue'] === true,
        },
        {
          key: 'returned',
          label: t('rectifications.quick.returned'),
          filter: { status: ['returned', 'reopened'] },
        },
        {
          key: 'extension',
          label: t('rectifications.quick.extension'),
          filter: { status: openStatuses, extensionPending: true },
          isOn: (filters) => filters['extensionPending'] === true || filters['forMe'] === 'extension',
        },
        ...(useVerifies() ? [verify] : []),
      ]}
    />
  );
};
