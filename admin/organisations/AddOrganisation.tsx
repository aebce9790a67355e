import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useGetList, useNotify, useRefresh } from 'ra-core';
import { orgKinds, type Organisation } from '../../shared/organisations.ts';
import { orgCodePattern } from '../../shared/rules/orgCode.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { ActDialog, type ActBody, type ActForm } from '../ui/ActDialog.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { codePlanFor, nextCode, type CodePlan } from './newCode.ts';
import { hasName, orgBody, OrgFields } from './OrgFields.tsx';
import { usePlace } from './place.ts';

type Props = { above: Organisation; onClose: () => void };

/** A park or another body below an organisation, with the next free code. */
export const AddOrganisation = ({ above, onClose }: Props) => {
  const t = useT();
  const notify = useNotify();
  const refresh = useRefresh();
  const { post } = useData();
  const { choose } = usePlace();
  const plan = codePlanFor(above.code);
  const { data, error } = useGetList<Organisation>('organisations', {
    filter: { parentCode: plan?.prefix },
    sort: { field: 'code', order: 'DESC' },
    pagination: { page: 1, perPage: 1000 },
  });
  // The code is suggested, not owed: without the neighbours it is typed.
  if (!plan || (!data && !error)) return null;
  const next = data
    ? nextCode(
        plan,
        data.map(({ code }) => code),
      )
    : '';
  const add = async (value: ActBody) => {
    const body = { ...orgBody(value), code: codeOf(value), kind: value['kind'] };
    const made = await post<Organisation>('organisations', body);
    notify(t('accounts.org.added', { name: made.name }), { type: 'success' });
    refresh();
    onClose();
    choose(made.code);
  };
  return (
    <ActDialog
      title={t('accounts.org.addTitle', { name: above.shortName })}
      confirmLabel={t('accounts.org.addSubmit')}
      initial={{ code: next, kind: 'park' }}
      ready={(value) => hasName(value) && orgCodePattern.test(codeOf(value))}
      form={(form) => <Fields {...form} plan={plan} next={next} />}
      onConfirm={add}
      onClose={onClose}
    />
  );
};

const codeOf = (value: ActBody) => String(value['code']).trim().toUpperCase();

const Fields = ({ plan, next, ...form }: ActForm & { plan: CodePlan; next: string }) => {
  const t = useT();
  const word = useWord();
  const label = useFieldLabel();
  const { value, set, errors } = form;
  const hint = t(plan.digits === 1 ? 'accounts.org.codeOneDigit' : 'accounts.org.codeTwoDigits', {
    prefix: plan.prefix,
  });
  return (
    <>
      <OrgFields {...form} />
      <TextField
        select
        label={label('organisations', 'kind')}
        value={value['kind']}
        onChange={({ target }) => set('kind', target.value)}
        error={Boolean(errors['kind'])}
        helperText={errors['kind']}
      >
        {orgKinds.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {word('orgKind', kind)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        required
        label={label('organisations', 'code')}
        value={value['code']}
        onChange={({ target }) => set('code', target.value)}
        error={Boolean(errors['code'])}
        helperText={
          errors['code'] ?? (
            <>
              {hint}
              <br />
              {next && t('accounts.org.codeFree', { next })}
            </>
          )
        }
        autoComplete="off"
        slotProps={{ htmlInput: { maxLength: 9, autoCapitalize: 'characters', spellCheck: false } }}
      />
    </>
  );
};
