import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { NumberInput } from 'react-admin';
import { useFormContext, useWatch } from 'react-hook-form';
import { tracks } from '../../shared/checklists.ts';
import { overdueLevels, type Settings } from '../../shared/settings.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';

const steps = [30, 15, 7, 3, 1, 0];

/** The ladder: before which days, after how many working days, by whom. */
export const ReminderInputs = () => {
  const t = useT();
  const word = useWord();
  const label = useFieldLabel();
  return (
    <>
      {tracks.map((track) => (
        <Choices
          key={track}
          source={`reminders.${track}.before`}
          label={t('settings.before.title', { track: word('track', track) })}
          options={steps.map((days) => ({
            id: days,
            name: days === 0 ? t('settings.before.today') : t('settings.before.day', { count: days }),
          }))}
        />
      ))}
      {tracks.map((track) => (
        <NumberInput
          key={track}
          source={`reminders.${track}.superviseAfter`}
          label={t('settings.superviseAfter', { track: word('track', track) })}
          min={1}
          step={1}
          helperText={false}
        />
      ))}
      <Choices
        source="reminders.overdueLevels"
        label={label('settings', 'overdueLevels')}
        options={overdueLevels.map((level) => ({ id: level, name: word('level', level) }))}
      />
      <Choices
        source="reminders.superviseLevel"
        label={label('settings', 'superviseLevel')}
        options={(['city', 'province'] as const).map((level) => ({ id: level, name: word('level', level) }))}
        exclusive
      />
      <NumberInput
        source="reminders.replyDays"
        label={label('settings', 'replyDays')}
        min={1}
        step={1}
        helperText={false}
      />
      <Box className="wide" sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4 }}>
        <Flag field="workingDays" label={t('settings.workingDays.label')} />
        <Flag field="automatic" label={t('settings.automatic.label')} />
      </Box>
    </>
  );
};

type Option = { id: string | number; name: string };

const Choices = ({
  source,
  label,
  options,
  exclusive = false,
}: {
  source: string;
  label: string;
  options: Option[];
  exclusive?: boolean;
}) => {
  const { setValue } = useFormContext();
  const value: unknown = useWatch({ name: source });
  return (
    <Box className="wide" sx={{ display: 'grid', gap: 0.5 }}>
      <Typography component="span" variant="caption">
        {label}
      </Typography>
      <ToggleButtonGroup
        aria-label={label}
        size="small"
        exclusive={exclusive}
        value={value}
        onChange={(_, chosen: unknown) => {
          if (chosen !== null) setValue(source, chosen, { shouldDirty: true, shouldTouch: true });
        }}
        sx={{ flexWrap: 'wrap', '& .MuiToggleButton-root': { minHeight: { xs: 44, md: 32 }, px: 1.5 } }}
      >
        {options.map(({ id, name }) => (
          <ToggleButton key={id} value={id}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  );
};

const Flag = ({ field, label }: { field: keyof Settings['reminders']; label: string }) => {
  const { setValue } = useFormContext();
  const source = `reminders.${field}`;
  const checked = Boolean(useWatch({ name: source }));
  return (
    <FormControlLabel
      control={
        <Switch
          checked={checked}
          onChange={(_, on) => setValue(source, on, { shouldDirty: true, shouldTouch: true })}
        />
      }
      label={label}
      sx={{ minHeight: 44 }}
    />
  );
};
