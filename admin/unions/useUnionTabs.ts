import { useSearchParams } from 'react-router';
import { endings } from '../../shared/rules/haves.ts';
import type { WorkKey } from '../../shared/me.ts';
import { useT } from '../i18n/index.ts';
import { useWork } from '../providers/work.ts';
import type { Tab } from '../ui/list/types.ts';

/** What one comes to the register of unions for. */
export function useUnionTabs(): Tab[] {
  const t = useT();
  const work = useWork();
  const count = (wanted: WorkKey) => work?.counts.find(({ key }) => key === wanted)?.count;
  return [
    { key: 'all', label: t('haves.tab.all'), filter: {} },
    {
      key: 'terms',
      label: t('haves.tab.terms'),
      filter: { termEnds: [...endings], active: true },
      count: count('termsEnding'),
    },
    {
      key: 'certificates',
      label: t('haves.tab.certificates'),
      filter: { certificateEnds: [...endings], active: true },
      count: count('certificatesEnding'),
    },
    { key: 'substandard', label: t('haves.tab.substandard'), filter: { standard: false, active: true } },
    { key: 'ended', label: t('haves.tab.ended'), filter: { ended: true } },
  ];
}

/** Which end the list in the address is about, so that its day is shown and comes first. */
export function useEndAsked(): 'termEndsOn' | 'certificateEndsOn' | null {
  const [params] = useSearchParams();
  const filter = params.get('filter') ?? '';
  if (filter.includes('"certificateEnds"')) return 'certificateEndsOn';
  return filter.includes('"termEnds"') ? 'termEndsOn' : null;
}
