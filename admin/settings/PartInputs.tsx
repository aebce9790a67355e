import { NumberInput, TextInput } from 'react-admin';
import { useFormContext, useFormState, useWatch } from 'react-hook-form';
import { targetKeys, type SettingPart, type Settings, type SettingsRecord } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';
import { DayInput } from '../ui/DayInput.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { PolicyInput } from '../signIn/PolicyInput.tsx';
import { EligibilityEffect } from './EligibilityEffect.tsx';
import { NamedList } from './NamedList.tsx';
import { ReminderInputs } from './ReminderInputs.tsx';
import { QuotaTable } from './QuotaTable.tsx';

/** The inputs of one part that is decided here. */
export const PartInputs = ({ part, settings }: { part: SettingPart; settings: SettingsRecord }) => {
  switch (part) {
    case 'batchCategories':
      return <NamedList part="batchCategories" prefix="batch" settings={settings} />;
    case 'letterKinds':
      return <NamedList part="letterKinds" prefix="letter" settings={settings} />;
    case 'siteQuotas':
      return <QuotaInputs settings={settings} />;
    case 'siteReporting':
      return <ReportingInputs />;
    case 'eligibility':
      return (
        <>
          <Whole source="eligibility.minEmployees" min={1} />
          <Whole source="eligibility.minYearsOpen" />
          <EligibilityEffect orgCode={settings.id} />
        </>
      );
    case 'ledger':
      return <LedgerInputs />;
    case 'targets':
      return targetKeys.map((key) => <Percent key={key} source={`targets.${key}`} />);
    case 'reminders':
      return <ReminderInputs />;
    case 'signIn':
      return <PolicyInput />;
    case 'ranking':
      return <Whole source="ranking.minimumBase" />;
  }
};

const fieldOf = (source: string) => source.split('.').at(-1) ?? source;
const useLabelOf = (field: string) => useFieldLabel()('settings', field);

const Whole = ({ source, min = 0 }: { source: string; min?: number }) => (
  <NumberInput source={source} label={useLabelOf(fieldOf(source))} min={min} step={1} helperText={false} />
);

/** A share of 1, written as a percentage. */
const Percent = ({ source }: { source: string }) => (
  <NumberInput
    source={source}
    label={`${useLabelOf(fieldOf(source))} %`}
    min={0}
    max={100}
    step="any"
    helperText={false}
    format={(share: number | null | undefined) =>
      typeof share === 'number' ? Number((share * 100).toFixed(4)) : (share ?? '')
    }
    parse={(text: string) => (text === '' ? null : Number((Number(text) / 100).toFixed(6)))}
  />
);

const LedgerInputs = () => (
  <>
    <DayInput source="ledger.asOf" label={useLabelOf('asOf')} />
    <Whole source="ledger.stalledDays" min={1} />
    <Percent source="ledger.targetRate" />
    <DayInput source="ledger.targetBy" label={useLabelOf('targetBy')} />
    <Whole source="ledger.targetBase" min={1} />
  </>
);

const ReportingInputs = () => {
  const t = useT();
  const month = { helperText: t('settings.month'), placeholder: 'YYYY-MM' };
  return (
    <>
      <TextInput source="siteReporting.fromMonth" label={useLabelOf('fromMonth')} {...month} />
      <TextInput source="siteReporting.toMonth" label={useLabelOf('toMonth')} {...month} />
      <Whole source="siteReporting.dueDay" min={1} />
    </>
  );
};

const QuotaInputs = ({ settings }: { settings: SettingsRecord }) => {
  const { setValue } = useFormContext();
  const { errors } = useFormState();
  const quotas = (useWatch({ name: 'siteQuotas' }) ?? []) as Settings['siteQuotas'];
  const batches = (useWatch({ name: 'batchCategories' }) ??
    settings.above.batchCategories) as Settings['batchCategories'];
  const faults = errors['siteQuotas'] as unknown as Record<number, Record<string, { message?: string }>> | undefined;
  const faultAt = (index: number) => Object.values(faults?.[index] ?? {}).find((fault) => fault?.message)?.message;
  return (
    <div className="wide">
      <QuotaTable
        orgCode={settings.id}
        batches={batches}
        quotas={quotas}
        onChange={(next) => setValue('siteQuotas', next, { shouldDirty: true })}
        faultAt={faultAt}
      />
    </div>
  );
};
