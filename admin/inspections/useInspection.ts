import { useGetOne } from 'ra-core';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Checklist } from '../../shared/checklists.ts';
import type { Inspection } from '../../shared/inspections.ts';

/** An inspection with the questions it answers and the campaign whose deadlines hold. */
export function useInspection(id: string) {
  const inspection = useGetOne<Inspection>('inspections', { id });
  const { checklistId = '', campaignId = '' } = inspection.data ?? {};
  const enabled = inspection.data !== undefined;
  const checklist = useGetOne<Checklist>('checklists', { id: checklistId }, { enabled, staleTime: 300_000 });
  const campaign = useGetOne<Campaign>('campaigns', { id: campaignId }, { enabled, staleTime: 60_000 });
  const parts = [inspection, checklist, campaign];
  return {
    inspection: inspection.data,
    checklist: checklist.data,
    campaign: campaign.data,
    error: parts.find(({ error, data }) => error && !data)?.error ?? null,
    refetch: () => parts.forEach((part) => void part.refetch()),
    /** The inspection as it is now, or as it was where that can't be known. */
    again: () => inspection.refetch(),
  };
}
