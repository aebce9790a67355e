import { isCampaignCount } from '../../shared/doors.ts';
import type { CockpitKey, Figure } from '../../shared/cockpit.ts';
import { isRate, rateParts } from '../../shared/rules/rateParts.ts';
import { useT, useWord } from '../i18n/index.ts';
import { formatNumber, formatRate } from '../ui/format.ts';

const ofCampaign = (key: CockpitKey) => isCampaignCount(isRate(key) ? rateParts[key].below[0]! : key);

/** Names and bases (口径) of measures, wherever they are counted. */
export function useMeasureWords() {
  const word = useWord();
  return {
    name: (key: CockpitKey) => word(ofCampaign(key) ? 'measure' : 'standing', key),
    basis: (key: CockpitKey) => word(ofCampaign(key) ? 'basis' : 'standingBasis', key),
  };
}

export const formatMeasure = (key: CockpitKey, value: number | null | undefined): string =>
  isRate(key) ? formatRate(value) : formatNumber(value);

/** `+1.2 点`; nothing where one of the two has no value. */
export function useChangeText() {
  const t = useT();
  return ({ key, value, previous }: Figure): string => {
    if (value === null || previous === null) return '';
    const size = Math.abs(value - previous);
    const rounded = isRate(key) ? Number((size * 100).toFixed(1)) : size;
    if (rounded === 0) return t('cockpit.same');
    const text = isRate(key) ? t('cockpit.points', { value: rounded }) : formatNumber(size);
    return t(value > previous ? 'cockpit.up' : 'cockpit.down', { value: text });
  };
}
