import ChevronLeftOutlined from '@mui/icons-material/ChevronLeftOutlined';
import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { addDays, weekOf, type Day } from '../../shared/rules/days.ts';
import type { Language } from '../../shared/words.ts';
import { useT } from '../i18n/index.ts';
import { formatDay, useFormat } from './format.ts';

type Props = {
  value: Day | null;
  min?: Day | undefined;
  max?: Day | undefined;
  onChoose: (day: Day | null) => void;
};

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** One month, weeks from Monday; arrow keys move, Enter chooses. */
export const Calendar = ({ value, min, max, onChoose }: Props) => {
  const t = useT();
  const { today, language } = useFormat();
  const [at, setAt] = useState(value ?? clamp(today, min, max));
  const grid = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const isOut = (day: Day) => (min !== undefined && day < min) || (max !== undefined && day > max);
  const first = weekOf(`${at.slice(0, 7)}-01`).from;
  const days = Array.from({ length: 42 }, (_, index) => addDays(first, index));

  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moved.current = false;
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    moved.current = true;
    setAt(addDays(at, step));
  };
  return (
    <Box sx={{ p: 1.5, width: 'min(340px, 92vw)' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', mb: 1 }}>
        <IconButton size="small" aria-label={t('ui.day.previousMonth')} onClick={() => setAt(addMonths(at, -1))}>
          <ChevronLeftOutlined fontSize="small" />
        </IconButton>
        <Box sx={{ flex: 1, textAlign: 'center', fontWeight: 600 }} aria-live="polite">
          {monthName(at, language)}
        </Box>
        <IconButton size="small" aria-label={t('ui.day.nextMonth')} onClick={() => setAt(addMonths(at, 1))}>
          <ChevronRightOutlined fontSize="small" />
        </IconButton>
      </Box>
      <Box ref={grid} role="grid" onKeyDown={onKeyDown} sx={{ display: 'grid', gridTemplateColumns: 'repeat(7, 1fr)' }}>
        {t('ui.day.weekdays')
          .split(' ')
          .map((name) => (
            <Box
              key={name}
              aria-hidden
              sx={{ textAlign: 'center', fontSize: '0.75rem', color: 'text.secondary', py: 0.5 }}
            >
              {name}
            </Box>
          ))}
        {days.map((day) => (
          <ButtonBase
            key={day}
            role="gridcell"
            disabled={isOut(day)}
            tabIndex={day === at ? 0 : -1}
            aria-selected={day === value}
            aria-label={formatDay(day, language, '')}
            onClick={() => onChoose(day)}
            sx={{
              height: { xs: 44, md: 36 },
              borderRadius: 1,
              fontSize: '0.875rem',
              fontWeight: day === value || day === today ? 600 : 400,
              color:
                day === value
                  ? 'primary.contrastText'
                  : day.slice(0, 7) === at.slice(0, 7)
                    ? 'text.primary'
                    : 'text.disabled',
              bgcolor: day === value ? 'primary.main' : 'transparent',
              boxShadow:
                day === today && day !== value ? (theme) => `inset 0 0 0 1px ${theme.palette.primary.main}` : 'none',
              '&:hover': { bgcolor: day === value ? 'primary.main' : 'hover' },
              '&.Mui-disabled': { opacity: 0.35 },
            }}
          >
            {Number(day.slice(8))}
          </ButtonBase>
        ))}
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', mt: 1 }}>
        <Button size="small" disabled={isOut(today)} onClick={() => onChoose(today)}>
          {t('ui.day.today')}
        </Button>
        {value && (
          <Button size="small" color="inherit" onClick={() => onChoose(null)}>
            {t('ui.org.clear')}
          </Button>
        )}
      </Box>
    </Box>
  );
};

const clamp = (day: Day, min?: Day, max?: Day): Day => (min && day < min ? min : max && day > max ? max : day);

/** The same date in another month, or that month's last day. */
export function addMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const month = `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  const lastDate = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  return `${month}-${String(Math.min(Number(day.slice(8)), lastDate)).padStart(2, '0')}`;
}

function monthName(day: Day, language: Language): string {
  const [year = '', month = ''] = day.split('-');
  if (language === 'zh') return `${year}年${Number(month)}月`;
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
