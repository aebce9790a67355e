import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { addMonths, monthOf } from '../../shared/rules/months.ts';
import { yuanInWords } from '../../shared/rules/siteParagraph.ts';
import { siteFlows, siteStocks, type SiteFigure, type SiteReport } from '../../shared/site-reports.ts';
import type { Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { FormGroup } from '../ui/form/FormGroup.tsx';
import { formatNumber, useFormat } from '../ui/format.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { usePhone } from '../ui/usePhone.ts';
import { useReport } from './useReport.ts';

const monthsBack = 36;

type Props = { site: Site; month: string; report?: SiteReport };

/** The figures of one month, each beside that of the report before; what looks wrong is asked about once. */
export const ReportForm = (props: Props) => {
  const t = useT();
  const { month: word } = useFormat();
  const form = useReport(props);
  const { previous, errors, asked } = form;
  const doubts = Object.keys(errors).length;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!form.busy) void form.send();
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: 2, pb: 3 }}>
        <MonthChoice {...props} value={form.month} onChange={form.choose} error={errors['month']} />
        {previous && (
          <Button variant="outlined" onClick={form.keepStocks}>
            {t('sites.reports.same', { month: word(previous.month) })}
          </Button>
        )}
      </Box>
      <FormGroup title={t('sites.reports.stocks')} hint={t('sites.reports.stocksHint')}>
        <Figures figures={siteStocks} form={form} />
      </FormGroup>
      <FormGroup title={t('sites.reports.flows')} hint={t('sites.reports.flowsHint')}>
        <Figures figures={siteFlows} form={form} />
        <TextField
          className="wide"
          label={t('sites.reports.note')}
          value={form.note}
          onChange={({ target }) => form.setNote(target.value)}
          error={Boolean(errors['note'])}
          helperText={errors['note']}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 500 } }}
        />
      </FormGroup>
      {asked && <Asked count={doubts} />}
      <Bar
        label={t(asked ? 'sites.reports.confirm' : props.report ? 'sites.reports.save' : 'sites.reports.submit')}
        busy={form.busy}
      />
    </form>
  );
};

/** Which figures are in doubt; comes into sight above the bar of buttons. */
const Asked = ({ count }: { count: number }) => {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  return (
    <Alert ref={box} severity="warning" variant="outlined" sx={{ mb: 2, scrollMarginBottom: 144 }}>
      <strong>{t('sites.reports.asked', { count })}</strong>
      <Box>{t('sites.reports.askedBody')}</Box>
    </Alert>
  );
};

type ChoiceProps = Props & { value: string; onChange: (month: string) => void; error: string | undefined };

/** The months that can be reported, the present one first; those that are owed say so. */
const MonthChoice = ({ site, report, value, onChange, error }: ChoiceProps) => {
  const t = useT();
  const { today, month } = useFormat();
  const last = monthOf(today);
  const offered = Array.from({ length: monthsBack }, (_, index) => addMonths(last, -index));
  const months = [...new Set([...offered, ...site.missingMonths, value])].toSorted().toReversed();
  return (
    <TextField
      select
      label={t('sites.reports.month')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      disabled={report !== undefined}
      error={Boolean(error)}
      helperText={error}
      sx={{ width: { xs: 1, md: 240 } }}
      slotProps={{ inputLabel: { shrink: true } }}
    >
      {months.map((one) => (
        <MenuItem key={one} value={one}>
          {month(one)}
          {site.missingMonths.includes(one) && (
            <Box component="span" sx={{ ml: 1, color: 'tone.overdue.ink' }}>
              {t('sites.reports.owed')}
            </Box>
          )}
        </MenuItem>
      ))}
    </TextField>
  );
};

type FiguresProps = { figures: readonly SiteFigure[]; form: ReturnType<typeof useReport> };

const Figures = ({ figures, form }: FiguresProps) => {
  const label = useFieldLabel();
  return (
    <Box
      className="wide"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
        columnGap: { xs: 1.5, md: 2 },
        rowGap: 2,
      }}
    >
      {figures.map((figure) => (
        <TextField
          key={figure}
          name={figure}
          label={label('site-reports', figure)}
          required={figure !== 'members'}
          value={form.typed[figure]}
          onChange={({ target }) => form.set(figure, target.value)}
          error={Boolean(form.errors[figure])}
          helperText={<Hint figure={figure} form={form} />}
          slotProps={{
            inputLabel: { shrink: true },
            htmlInput: { inputMode: 'numeric', autoComplete: 'off', style: { textAlign: 'right' } },
          }}
        />
      ))}
    </Box>
  );
};

/** What is wrong, or else what it was the last time. */
const Hint = ({ figure, form: { errors, previous, typed } }: { figure: SiteFigure; form: FiguresProps['form'] }) => {
  const t = useT();
  const { month, language } = useFormat();
  const fault = errors[figure];
  if (fault) return <>{fault}</>;
  const value = Number(typed[figure]);
  const inWords = figure === 'benefitYuan' && language === 'zh' && Math.abs(value) >= 1e4 && yuanInWords(value);
  const before = previous
    ? t('sites.reports.before', { month: month(previous.month), value: formatNumber(previous[figure]) })
    : t('sites.reports.noBefore');
  return <>{[before, inWords].filter(Boolean).join(' · ')}</>;
};

const Bar = ({ label, busy }: { label: string; busy: boolean }) => {
  const t = useT();
  const phone = usePhone();
  const navigate = useNavigate();
  return (
    <Box
      sx={{
        position: 'sticky',
        bottom: phone ? `calc(${size.bottomBar}px + env(safe-area-inset-bottom))` : 0,
        zIndex: 2,
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'flex-end',
        gap: 1,
        mx: { xs: -2, md: -3 },
        px: { xs: 2, md: 3 },
        py: 1.5,
        bgcolor: 'background.default',
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Button color="inherit" onClick={() => void navigate(-1)}>
        {t('ui.act.cancel')}
      </Button>
      <BusyButton type="submit" variant="contained" loading={busy}>
        {label}
      </BusyButton>
    </Box>
  );
};
