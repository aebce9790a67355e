import { useFormContext, useWatch } from 'react-hook-form';
import { secondFactorPolicies } from '../../shared/signIn.ts';
import type { Settings } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';
import { SingleChoice } from '../ui/SingleChoice.tsx';

/** Who must have a second factor. */
export const PolicyInput = () => {
  const t = useT();
  const { setValue } = useFormContext();
  const value = useWatch({ name: 'signIn' }) as Settings['signIn'] | null;
  return (
    <div className="wide">
      <SingleChoice
        label={t('signIn.factor.title')}
        options={secondFactorPolicies.map((id) => ({ id, name: t(`signIn.policy.${id}`) }))}
        value={value?.secondFactor ?? null}
        onChange={(secondFactor) => setValue('signIn', { secondFactor }, { shouldDirty: true, shouldTouch: true })}
      />
    </div>
  );
};
