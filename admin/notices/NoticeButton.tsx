import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { noticeKinds, type NoticeKind } from '../../shared/notices.ts';
import { useT, useWord } from '../i18n/index.ts';
import { download } from '../providers/download.ts';
import { ActDialog, type ActForm } from '../ui/ActDialog.tsx';
import { DayPicker } from '../ui/DayPicker.tsx';
import { today } from '../providers/clock.ts';

type Props = { filter: Record<string, unknown>; kind?: NoticeKind };

/** Makes the notices of the items that a filter shows: one Word file, one notice for each union and campaign. */
export const NoticeButton = ({ filter, kind = 'rectification' }: Props) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" startIcon={<PrintOutlined />} onClick={() => setOpen(true)}>
        {t('notices.make')}
      </Button>
      {open && (
        <ActDialog
          title={t('notices.title')}
          consequence={t('notices.consequence')}
          confirmLabel={t('notices.download')}
          initial={{ kind, signedOn: today() }}
          form={(form) => <NoticeForm {...form} />}
          onConfirm={async ({ kind: chosen, signedOn, docNoPrefix, firstNo }) => {
            await download('reports/notices', {
              kind: chosen,
              filter,
              signedOn,
              docNoPrefix: docNoPrefix || null,
              firstNo: Number(firstNo) || 1,
            });
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
};

const NoticeForm = ({ value, set, errors }: ActForm) => {
  const t = useT();
  const word = useWord();
  return (
    <>
      <RadioGroup row aria-label={t('notices.kind')} value={value['kind']} onChange={(_, kind) => set('kind', kind)}>
        {noticeKinds.map((kind) => (
          <FormControlLabel key={kind} value={kind} control={<Radio />} label={word('noticeKind', kind)} />
        ))}
      </RadioGroup>
      {errors['filter'] && (
        <Alert severity="warning" variant="outlined">
          {errors['filter']}
        </Alert>
      )}
      <TextField
        label={t('notices.prefix')}
        value={value['docNoPrefix'] ?? ''}
        onChange={(event) => set('docNoPrefix', event.target.value)}
        error={Boolean(errors['docNoPrefix'])}
        helperText={errors['docNoPrefix'] ?? t('notices.prefixHint')}
        fullWidth
      />
      <TextField
        label={t('notices.firstNo')}
        type="number"
        value={value['firstNo'] ?? 1}
        onChange={(event) => set('firstNo', event.target.value)}
        error={Boolean(errors['firstNo'])}
        helperText={errors['firstNo'] ?? t('notices.firstNoHint')}
        fullWidth
      />
      <DayPicker
        label={t('notices.signedOn')}
        value={String(value['signedOn'])}
        onChange={(day) => set('signedOn', day)}
      />
    </>
  );
};
