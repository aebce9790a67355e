import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useNotify } from 'ra-core';
import { Form, SaveButton } from 'react-admin';
import { useFormContext, useFormState } from 'react-hook-form';
import { levelOf } from '../../shared/rules/orgCode.ts';
import { settingNames, settingsWrite, type SettingsRecord } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { size } from '../theme.ts';
import { showConflict } from '../ui/conflict.ts';
import { useValidate } from '../ui/form/useValidate.ts';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { PartSection } from './PartSection.tsx';

type Props = { settings: SettingsRecord; editable: boolean; choose: (code: string | null) => void };

/** Every part of the settings of one organisation; what it leaves to its superior is only shown. */
export const SettingsForm = ({ settings, editable, choose }: Props) => {
  const t = useT();
  const validate = useValidate(settingsWrite);
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { id, own, version } = settings;
  // Quotas say nothing to those who don't share them out.
  const shown = settingNames.filter((part) => levelOf(id) === 'province' || part !== 'siteQuotas');

  const save = async (values: object) => {
    try {
      const data = { ...values, version };
      await dataProvider.update<SettingsRecord>('settings', { id, data, previousData: settings });
      await Promise.all(
        ['settings', 'events', 'reports'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      );
      notify(t('settings.saved'), { type: 'success' });
      return undefined;
    } catch (failure) {
      const { current, errors } = problemBody(failure);
      if (current) {
        showConflict({
          resource: 'settings',
          seen: { id, ...own },
          current: { id, ...(current as SettingsRecord).own },
        });
        await queryClient.invalidateQueries({ queryKey: ['settings'] });
      } else if (!errors) notify(sentenceOf(failure), { type: 'error' });
      return errors;
    }
  };
  return (
    <Form record={{ id, ...own }} validate={validate} onSubmit={save} warnWhenUnsavedChanges noValidate>
      <Chooser orgCode={id} choose={choose} />
      {shown.map((part) => (
        <PartSection key={part} part={part} settings={settings} editable={editable} />
      ))}
      {editable && <Bar />}
    </Form>
  );
};

/** Another organisation, once nothing is unsaved here. */
const Chooser = ({ orgCode, choose }: { orgCode: string; choose: Props['choose'] }) => {
  const t = useT();
  const { isDirty } = useFormState();
  return (
    <Box sx={{ maxWidth: 360, mb: 3, mt: 1 }}>
      <OrgPicker
        value={orgCode}
        onChange={choose}
        label={t('settings.place')}
        disabled={isDirty}
        helperText={isDirty ? t('settings.placeHint') : undefined}
      />
    </Box>
  );
};

/** Saving and discarding, in sight while there is something to save. */
const Bar = () => {
  const t = useT();
  const phone = usePhone();
  const { reset } = useFormContext();
  const { isDirty } = useFormState();
  if (!isDirty) return null;
  return (
    <Box
      sx={{
        position: 'sticky',
        bottom: phone ? `calc(${size.bottomBar}px + env(safe-area-inset-bottom))` : 0,
        zIndex: 2,
        display: 'flex',
        justifyContent: 'flex-end',
        gap: 1,
        py: 1.5,
        bgcolor: 'background.default',
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Button color="inherit" onClick={() => reset()}>
        {t('settings.discard')}
      </Button>
      <SaveButton label={t('settings.save')} alwaysEnable icon={<></>} />
    </Box>
  );
};
