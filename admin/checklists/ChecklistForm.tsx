import AddOutlined from '@mui/icons-material/AddOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useNotify } from 'ra-core';
import { Form, SelectInput, TextInput } from 'react-admin';
import { useState } from 'react';
import { useFieldArray, useFormContext, useFormState } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { checklistWrite, purposes, type Checklist, type ChecklistItem } from '../../shared/checklists.ts';
import { useT, useWord } from '../i18n/index.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { showConflict } from '../ui/conflict.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useValidate } from '../ui/form/useValidate.ts';
import { EmptyState } from '../ui/states.tsx';
import { ItemEditor } from './ItemEditor.tsx';
import { newItem } from './newItem.ts';

/** A draft is saved as it is; what has been published is saved as a draft of its next edition. */
export const ChecklistForm = ({ checklist }: { checklist?: Checklist }) => {
  const t = useT();
  const validate = useValidate(checklistWrite);
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const revised = checklist !== undefined && checklist.status !== 'draft';

  const save = async (values: object) => {
    try {
      const { data } = checklist
        ? await dataProvider.update<Checklist>('checklists', {
            id: checklist.id,
            data: values,
            previousData: checklist,
          })
        : await dataProvider.create<Checklist>('checklists', { data: values });
      await queryClient.invalidateQueries({ queryKey: ['checklists'] });
      notify(revised ? t('checklists.savedEdition', { count: data.edition }) : t('checklists.saved'), {
        type: 'success',
      });
      void navigate(`/checklists/${data.id}/show`);
      return undefined;
    } catch (failure) {
      const { current, errors } = problemBody(failure);
      if (current && checklist)
        showConflict({ resource: 'checklists', seen: checklist, current: current as Checklist });
      else if (!errors) notify(sentenceOf(failure), { type: 'error' });
      return errors;
    }
  };
  return (
    <Form
      validate={validate}
      onSubmit={save}
      warnWhenUnsavedChanges
      {...(checklist ? { record: checklist } : { defaultValues: { purpose: 'self-inspection', items: [] } })}
    >
      {revised && (
        <Alert severity="info" variant="outlined" sx={{ mb: 2 }}>
          {t('checklists.newEditionHint', { count: checklist.edition + 1 })}
        </Alert>
      )}
      <HeadInputs />
      <Items startOpen={!checklist} />
      <FormBar label={t(revised ? 'checklists.form.saveEdition' : 'checklists.form.save')} />
    </Form>
  );
};

const HeadInputs = () => {
  const word = useWord();
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 200px' },
        maxWidth: 900,
        mb: 3,
        '& .MuiFormControl-root': { width: 1, mt: 0, mb: 0 },
      }}
    >
      <TextInput source="title" label="resources.checklists.fields.title" isRequired helperText={false} />
      <SelectInput
        source="purpose"
        label="resources.checklists.fields.purpose"
        isRequired
        choices={purposes.map((id) => ({ id, name: word('purpose', id) }))}
        helperText={false}
      />
    </Box>
  );
};

const Items = ({ startOpen }: { startOpen: boolean }) => {
  const t = useT();
  const { getValues } = useFormContext();
  const { fields, insert, remove, move } = useFieldArray({ name: 'items' });
  const { errors } = useFormState();
  const [open, setOpen] = useState<string | number | null>(startOpen ? 0 : null);
  const fault = errors['items'];
  const faults = Array.isArray(fault) ? fault.filter(Boolean).length : fault ? Object.keys(fault).length : 0;
  const addAt = (index: number) => {
    const items = (getValues('items') as ChecklistItem[] | undefined) ?? [];
    insert(index, newItem(items, items[index - 1]));
    // The new one is known by its place until its own id is there.
    setOpen(index);
  };
  const isOpen = (id: string, index: number) => open === id || open === index;
  return (
    <Box component="section" sx={{ maxWidth: 1080, pb: 3 }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, mb: 1 }}>
        <Typography variant="h2">{t('checklists.count', { count: fields.length })}</Typography>
        {faults > 0 && (
          <Box role="alert" sx={{ color: 'error.main' }}>
            {typeof fault?.message === 'string' ? fault.message : t('checklists.form.faults', { count: faults })}
          </Box>
        )}
      </Box>
      {fields.length === 0 && <EmptyState title={t('checklists.form.none')} compact />}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, borderTop: 1, borderColor: 'divider' }}>
        {fields.map(({ id }, index) => (
          <ItemEditor
            key={id}
            index={index}
            last={index === fields.length - 1}
            open={isOpen(id, index)}
            onToggle={() => setOpen(isOpen(id, index) ? null : id)}
            onMove={(by) => {
              move(index, index + by);
              setOpen(typeof open === 'string' ? open : null);
            }}
            onAdd={() => addAt(index + 1)}
            onRemove={() => {
              remove(index);
              setOpen(null);
            }}
          />
        ))}
      </Box>
      <Button startIcon={<AddOutlined />} onClick={() => addAt(fields.length)} sx={{ mt: 1 }}>
        {t('checklists.form.add')}
      </Button>
    </Box>
  );
};
