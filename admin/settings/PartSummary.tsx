import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { targetKeys, type SettingPart, type Settings, type SettingsRecord } from '../../shared/settings.ts';
import { useT, useWord } from '../i18n/index.ts';
import { formatRate, useFormat } from '../ui/format.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { reminderLines } from './reminderLines.ts';
import { QuotaTable } from './QuotaTable.tsx';

type Props = { part: SettingPart; value: Settings[SettingPart]; settings: SettingsRecord };

/** A part in words, where it is not decided here. */
export const PartSummary = ({ part, value, settings }: Props) => {
  const t = useT();
  const lines = useLines(part, value);
  if (part === 'siteQuotas') {
    const quotas = value as Settings['siteQuotas'];
    if (quotas.length === 0) return <Typography>{t('settings.quotaNone')}</Typography>;
    return <QuotaTable orgCode={settings.id} batches={settings.effective.batchCategories} quotas={quotas} />;
  }
  return (
    <Box
      component="dl"
      sx={{ display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: 3, rowGap: 0.5, m: 0 }}
    >
      {lines.map(({ name, text }) => (
        <Box key={`${name} ${text}`} sx={{ display: 'contents' }}>
          {name && (
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {name}
            </Box>
          )}
          <Box component="dd" sx={{ m: 0, gridColumn: name ? 'auto' : '1 / -1' }}>
            {text}
          </Box>
        </Box>
      ))}
    </Box>
  );
};

type Line = { name: string; text: string };

function useLines(part: SettingPart, value: Settings[SettingPart]): Line[] {
  const t = useT();
  const label = useFieldLabel();
  const word = useWord();
  const { number, day, list } = useFormat();
  const one = (text: string): Line[] => [{ name: '', text }];
  const named = (field: string, text: string): Line => ({ name: label('settings', field), text });
  switch (part) {
    case 'batchCategories':
    case 'letterKinds':
      return one(list((value as Settings['letterKinds']).map(({ name }) => name)));
    case 'siteReporting': {
      const { fromMonth, toMonth, dueDay } = value as Settings['siteReporting'];
      const months = { from: fromMonth ?? t('settings.fromStart'), to: toMonth ?? t('settings.toNow') };
      return one(`${t('settings.months', months)} · ${t('settings.dueDay', { day: dueDay })}`);
    }
    case 'eligibility': {
      const { minEmployees, minYearsOpen } = value as Settings['eligibility'];
      const params = { count: number(minEmployees), years: minYearsOpen };
      return one(t(minYearsOpen > 0 ? 'settings.eligibleOpen' : 'settings.eligible', params));
    }
    case 'ledger': {
      const { asOf, stalledDays, targetRate, targetBy, targetBase } = value as Settings['ledger'];
      const none = t('settings.none');
      return [
        named('asOf', asOf === null ? t('settings.today') : day(asOf)),
        named('stalledDays', t('settings.stalled', { count: stalledDays })),
        named('targetRate', targetRate === null ? none : formatRate(targetRate)),
        named('targetBy', targetBy === null ? none : day(targetBy)),
        named('targetBase', targetBase === null ? none : number(targetBase)),
      ];
    }
    case 'targets': {
      const targets = value as Settings['targets'];
      const set = targetKeys.flatMap((key) =>
        typeof targets[key] === 'number' ? [named(key, formatRate(targets[key]))] : [],
      );
      return set.length > 0 ? set : one(t('settings.none'));
    }
    case 'reminders':
      return reminderLines(value as Settings['reminders'], {
        t,
        label: (field) => label('settings', field),
        word,
        list,
      });
    case 'ranking':
      return one(t('settings.minimum', { count: number((value as Settings['ranking']).minimumBase) }));
    case 'signIn':
      return [
        { name: t('signIn.factor.title'), text: t(`signIn.policy.${(value as Settings['signIn']).secondFactor}`) },
      ];
    case 'siteQuotas':
      return [];
  }
}
