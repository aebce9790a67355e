import CalendarTodayOutlined from '@mui/icons-material/CalendarTodayOutlined';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { useRef, useState } from 'react';
import type { Day } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { Calendar } from './Calendar.tsx';
import { useFormat } from './format.ts';
import { parseDay } from './parseDay.ts';

export type DayPickerProps = {
  value: Day | null;
  onChange: (day: Day | null) => void;
  label: string;
  name?: string;
  min?: Day | undefined;
  max?: Day | undefined;
  required?: boolean;
  disabled?: boolean;
  error?: boolean;
  helperText?: string | undefined;
  fullWidth?: boolean;
};

/** A calendar day, typed as people write it (9.30, 2026-9-30) or taken from a calendar in the screen's language. */
export const DayPicker = ({ value, onChange, min, max, error, helperText, ...props }: DayPickerProps) => {
  const t = useT();
  const { day, today } = useFormat();
  const field = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const label = t('ui.day.choose', { label: props.label });

  const settle = () => {
    if (typed === null) return;
    const parsed = typed.trim() === '' ? null : parseDay(typed, today);
    const fits = parsed === null ? typed.trim() === '' : !(min && parsed < min) && !(max && parsed > max);
    setWrong(!fits);
    if (!fits) return;
    setTyped(null);
    if (parsed !== value) onChange(parsed);
  };
  return (
    <>
      <TextField
        {...props}
        ref={field}
        value={typed ?? (value ? day(value) : '')}
        onChange={({ target }) => {
          setTyped(target.value);
          setWrong(false);
        }}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle();
          if (event.key === 'ArrowDown' && event.altKey) setOpen(true);
        }}
        error={(error ?? false) || wrong}
        helperText={wrong ? t('ui.day.invalid') : helperText}
        placeholder={t('ui.day.hint')}
        autoComplete="off"
        slotProps={{
          inputLabel: { shrink: true },
          input: {
            endAdornment: (
              <InputAdornment position="end">
                <IconButton
                  size="small"
                  edge="end"
                  aria-label={label}
                  aria-haspopup="dialog"
                  disabled={props.disabled ?? false}
                  onClick={() => setOpen(true)}
                >
                  <CalendarTodayOutlined sx={{ fontSize: '1rem' }} />
                </IconButton>
              </InputAdornment>
            ),
          },
        }}
        sx={{ width: props.fullWidth ? 1 : { xs: 1, md: 148 } }}
      />
      <Popover
        open={open}
        anchorEl={field.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': label } }}
      >
        <Calendar
          value={value}
          min={min}
          max={max}
          onChoose={(chosen) => {
            setTyped(null);
            setWrong(false);
            setOpen(false);
            onChange(chosen);
          }}
        />
      </Popover>
    </>
  );
};
