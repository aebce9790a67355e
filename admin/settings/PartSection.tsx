import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useFormContext, useFormState, useWatch } from 'react-hook-form';
import { levelOf } from '../../shared/rules/orgCode.ts';
import { provinceParts, type SettingPart, type Settings, type SettingsRecord } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';
import { FormGroup } from '../ui/form/FormGroup.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { PartInputs } from './PartInputs.tsx';
import { PartSummary } from './PartSummary.tsx';

type Props = { part: SettingPart; settings: SettingsRecord; editable: boolean };

/** One part: what it is for, who decided it, and its inputs where it is decided here. */
export const PartSection = ({ part, settings, editable }: Props) => {
  const t = useT();
  const { setValue } = useFormContext();
  const { errors } = useFormState();
  const own: unknown = useWatch({ name: part });
  const here = own !== null && own !== undefined;
  const mayDecide = editable && (levelOf(settings.id) === 'province' || !provinceParts.includes(part));
  const set = (value: unknown) => setValue(part, value, { shouldDirty: true, shouldTouch: true });
  const fault = errors[part]?.message;
  return (
    <FormGroup title={t(`settings.part.${part}`)} hint={t(`settings.hint.${part}`)}>
      <Box
        className="wide"
        sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, minHeight: 32 }}
      >
        <Typography component="span" variant="caption" sx={{ fontWeight: here ? 600 : 400 }}>
          <Source part={part} settings={settings} here={here} />
        </Typography>
        {mayDecide && (
          <Button
            size="small"
            onClick={() => set(here ? null : structuredClone(settings.above[part]))}
            sx={{ minHeight: { xs: 44, md: 30 } }}
          >
            {t(
              !here
                ? 'settings.takeOver'
                : settings.aboveDecidedBy[part] === null
                  ? 'settings.toDefault'
                  : 'settings.giveBack',
            )}
          </Button>
        )}
      </Box>
      {typeof fault === 'string' && (
        <Typography role="alert" className="wide" color="error">
          {fault}
        </Typography>
      )}
      {here && mayDecide ? (
        <PartInputs part={part} settings={settings} />
      ) : (
        <Box className="wide">
          <PartSummary
            part={part}
            value={here ? (own as Settings[SettingPart]) : settings.above[part]}
            settings={settings}
          />
        </Box>
      )}
    </FormGroup>
  );
};

const Source = ({ part, settings, here }: { part: SettingPart; settings: SettingsRecord; here: boolean }) => {
  const t = useT();
  if (here) return <>{t('settings.source.own')}</>;
  const decider = settings.aboveDecidedBy[part];
  if (decider === null) return <>{t('settings.source.system')}</>;
  return (
    <>
      {t('settings.source.superior')} <OrgName code={decider} full />
    </>
  );
};
