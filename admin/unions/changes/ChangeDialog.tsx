import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import type { UnionChangeKind } from '../../../shared/rules/unionChanges.ts';
import type { Union, UnionChangeConsequence } from '../../../shared/unions.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../providers/dataProvider.ts';
import { ActDialog, type ActBody, type ActForm } from '../../ui/ActDialog.tsx';
import { DayPicker } from '../../ui/DayPicker.tsx';
import { useFormat } from '../../ui/format.ts';
import { OrgPicker } from '../../ui/OrgPicker.tsx';
import { UnionPicker } from '../../ui/UnionPicker.tsx';
import { ChangeConsequence, useConsequence, type Asked } from './ChangeConsequence.tsx';

export type Changed = { kind: UnionChangeKind; after: Union; did: UnionChangeConsequence };

type Props = { union: Union; kind: UnionChangeKind; onDone: (changed: Changed) => void; onClose: () => void };

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const asked = (value: ActBody): Asked => ({
  ...(textOf(value['orgCode']) && { orgCode: textOf(value['orgCode']) }),
  ...(textOf(value['intoId']) && { intoId: textOf(value['intoId']) }),
  ...(textOf(value['openWork']) && { openWork: textOf(value['openWork']) }),
});

/** Moves, merges or dissolves a union: where to, when, why, what becomes of open work, and what follows. */
export const ChangeDialog = ({ union, kind, onDone, onClose }: Props) => {
  const t = useT();
  const { today } = useFormat();
  const { action, read } = useData();
  const confirm = async (body: ActBody) => {
    const did = await read<UnionChangeConsequence>('reports/union-change', {
      unionId: union.id,
      kind,
      ...asked(body),
    });
    onDone({ kind, did, after: await action<Union>('unions', union.id, kind, { ...body, version: union.version }) });
  };
  const target = kind === 'move' ? 'orgCode' : 'intoId';
  return (
    <ActDialog
      title={t(`unionChanges.title.${kind}`, { name: union.name })}
      confirmLabel={t(`unionChanges.confirm.${kind}`)}
      reason="required"
      initial={{ on: today, ...(kind === 'dissolve' ? {} : { openWork: 'carry' }) }}
      ready={(value) => Boolean(value['on']) && (kind === 'dissolve' || Boolean(value[target]))}
      form={(form) => <ChangeForm union={union} kind={kind} form={form} />}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
};

type FormProps = { union: Union; kind: UnionChangeKind; form: ActForm };

const ChangeForm = ({ union, kind, form: { value, set, errors } }: FormProps) => {
  const t = useT();
  const { today } = useFormat();
  const query = useConsequence(union, kind, asked(value));
  const openWork = textOf(value['openWork']);
  const day = typeof value['on'] === 'string' ? value['on'] : null;
  return (
    <>
      {kind === 'move' && (
        <OrgPicker
          label={t('unionChanges.target')}
          placeholder={t('unionChanges.targetHint')}
          value={textOf(value['orgCode']) || null}
          onChange={(code) => set('orgCode', code)}
          error={errors['orgCode'] !== undefined}
          helperText={errors['orgCode']}
        />
      )}
      {kind === 'merge' && (
        <UnionPicker
          label={t('unionChanges.into')}
          hint={errors['intoId'] ?? t('unionChanges.intoHint')}
          error={errors['intoId'] !== undefined}
          value={[textOf(value['intoId'])].filter(Boolean)}
          onChange={([intoId]) => set('intoId', intoId ?? null)}
        />
      )}
      <DayPicker
        label={t('unionChanges.on')}
        value={day}
        onChange={(on) => set('on', on)}
        min={union.foundedOn ?? undefined}
        max={today}
        error={errors['on'] !== undefined}
        helperText={errors['on']}
        fullWidth
      />
      {kind !== 'dissolve' && (query.data?.inspections ?? 0) > 0 && (
        <FormControl>
          <FormLabel sx={{ fontSize: '0.8125rem' }}>{t('unionChanges.openWork')}</FormLabel>
          <RadioGroup value={openWork} onChange={(_, choice) => set('openWork', choice)}>
            <FormControlLabel
              value="carry"
              control={<Radio size="small" />}
              label={t(`unionChanges.carry.${kind}`)}
              sx={{ minHeight: { xs: 44, md: 32 } }}
            />
            <FormControlLabel
              value="end"
              control={<Radio size="small" />}
              label={t('unionChanges.end')}
              sx={{ minHeight: { xs: 44, md: 32 } }}
            />
          </RadioGroup>
        </FormControl>
      )}
      <ChangeConsequence kind={kind} query={query} openWork={openWork} />
    </>
  );
};
