import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useGetOne, useInput, useNotify, useTranslate } from 'ra-core';
import { Form, TextInput } from 'react-admin';
import { Navigate, useNavigate, useParams } from 'react-router';
import { bulletinWrite, type Bulletin } from '../../shared/bulletins.ts';
import { useT } from '../i18n/index.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { showConflict } from '../ui/conflict.ts';
import { DayInput } from '../ui/DayInput.tsx';
import { faultText } from '../ui/faultText.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useValidate } from '../ui/form/useValidate.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { AddresseesInput } from './AddresseesInput.tsx';
import { Figures } from './Figures.tsx';

/** The text on the left, the figures that it speaks of on the right. */
export const BulletinEdit = () => {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<Bulletin>('bulletins', { id });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  if (!data.mayActions.includes('publish')) return <Navigate to={`/bulletins/${id}/show`} replace />;
  return <Fields bulletin={data} />;
};

const Fields = ({ bulletin }: { bulletin: Bulletin }) => {
  const t = useT();
  const validate = useValidate(bulletinWrite);
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();

  const save = async (values: object) => {
    try {
      await dataProvider.update<Bulletin>('bulletins', { id: bulletin.id, data: values, previousData: bulletin });
      await queryClient.invalidateQueries({ queryKey: ['bulletins'] });
      notify(t('bulletins.edit.saved'), { type: 'success' });
      void navigate(`/bulletins/${bulletin.id}/show`);
      return undefined;
    } catch (failure) {
      const { current, errors } = problemBody(failure);
      if (current) showConflict({ resource: 'bulletins', seen: bulletin, current: current as Bulletin });
      else if (!errors) notify(sentenceOf(failure), { type: 'error' });
      return errors;
    }
  };
  return (
    <>
      <PageHeader back={`/bulletins/${bulletin.id}/show`} title={t('bulletins.edit.title')} />
      <Form validate={validate} onSubmit={save} record={bulletin} warnWhenUnsavedChanges>
        <Box
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 360px' },
            columnGap: 4,
            rowGap: 4,
            alignItems: 'start',
          }}
        >
          <Box sx={{ display: 'grid', gap: 2, minWidth: 0, '& .MuiFormControl-root': { width: 1, mt: 0, mb: 0 } }}>
            <TextInput source="title" isRequired helperText={false} />
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' } }}>
              <TextInput
                source="docNo"
                placeholder={t('bulletins.edit.docNoHint')}
                helperText={false}
                slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 40 } }}
              />
              <DayInput source="signedOn" helperText={t('bulletins.edit.signedOnHint')} />
            </Box>
            <TextInput source="signedBy" isRequired helperText={false} />
            <AddresseesField issuer={bulletin.orgCode} />
            <TextInput
              source="body"
              isRequired
              multiline
              minRows={16}
              helperText={t('bulletins.edit.bodyHint')}
              sx={{ '& textarea': { lineHeight: 1.9, fontSize: '1rem' } }}
            />
          </Box>
          <Box sx={{ minWidth: 0, pl: { lg: 4 }, borderLeft: { lg: 1 }, borderColor: { lg: 'divider' } }}>
            <Figures bulletin={bulletin} />
          </Box>
        </Box>
        <FormBar label={t('bulletins.edit.save')} />
      </Form>
    </>
  );
};

const AddresseesField = ({ issuer }: { issuer: string }) => {
  const t = useT();
  const translate = useTranslate();
  const { field, fieldState } = useInput({ source: 'addressees' });
  return (
    <Box>
      <Typography component="p" sx={{ fontSize: '0.8125rem', color: 'text.secondary', mb: 0.75 }}>
        {t('bulletins.form.addressees')}
      </Typography>
      <AddresseesInput
        issuer={issuer}
        value={(field.value as string[] | undefined) ?? []}
        onChange={field.onChange}
        error={fieldState.error ? faultText(translate, fieldState.error.message) : undefined}
      />
    </Box>
  );
};
