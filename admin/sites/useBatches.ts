import { useGetOne } from 'ra-core';
import { NATION } from '../../shared/rules/orgCode.ts';
import type { SettingsRecord } from '../../shared/settings.ts';
import { useMe } from '../providers/session.ts';

/** The batch categories of the reader's province, as choices; none for the nation, where each province has its own. */
export function useBatches(): { id: string; name: string }[] {
  const code = useMe()?.org.code ?? NATION;
  const { data } = useGetOne<SettingsRecord>('settings', { id: code }, { enabled: code !== NATION });
  return (data?.effective.batchCategories ?? []).map(({ key, name }) => ({ id: key, name }));
}
