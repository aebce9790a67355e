import { Fragment } from 'react';
import { isDay } from '../../shared/rules/days.ts';
import { words } from '../../shared/words.ts';
import { useT, useWord } from '../i18n/index.ts';
import { EvidenceGallery } from './EvidenceGallery.tsx';
import { NONE, useFormat } from './format.ts';
import { OrgName } from './orgs.tsx';
import { statusWord, type StatusKind } from './status.ts';
import { useFieldLabel } from './useFieldLabel.ts';

/** The group of words that a field's values come from. */
const groups: Record<string, keyof typeof words> = {
  track: 'track',
  kind: 'unionKind',
  ownership: 'ownership',
  role: 'role',
  responsible: 'responsible',
  evidence: 'evidence',
  purpose: 'purpose',
  polarity: 'polarity',
  level: 'level',
  stage: 'stage',
  decision: 'extension',
  value: 'answer',
};

/** Where a field means something else in one resource than in the others. */
const groupsOf: Record<string, Record<string, keyof typeof words>> = {
  sites: { kind: 'siteKind' },
  enterprises: { stage: 'enterpriseStage' },
  visits: { outcome: 'visitOutcome' },
  rectifications: { outcome: 'reinspectionOutcome' },
  reinspections: { outcome: 'reinspectionOutcome' },
};

/** Fields that mean nothing to people: never shown as changes. */
const machine = /^(id|version|createdAt|updatedAt|mayActions|provinceCode|sha256|.*Id|.*Digest)$/;
const organisations = /^(orgCode|parentCode|superiorCode|ownerOrgCode)$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isForPeople = (field: string): boolean => !machine.test(field);

type Props = { resource: string; field: string; value: unknown };

/** Any value of any field in the words of the office: statuses, days, organisations, yes and no. */
export const FieldValue = ({ resource, field, value }: Props) => {
  const t = useT();
  const word = useWord();
  const { day, month, instant, number, rate, list, language } = useFormat();
  if (value === null || value === undefined || value === '') return <>{NONE}</>;
  if (typeof value === 'boolean') return <>{t(value ? 'ui.list.yes' : 'ui.list.no')}</>;
  if (typeof value === 'number')
    return <>{field === 'score' || field.endsWith('Rate') ? rate(value) : number(value)}</>;
  if (field === 'photos' && Array.isArray(value)) return <EvidenceGallery ids={value.map(String)} />;
  if (Array.isArray(value)) return <>{isPlain(value) ? list(value) : t('ui.act.count', { count: value.length })}</>;
  if (typeof value === 'object') return <ObjectValue resource={resource} value={value as Record<string, unknown>} />;
  if (typeof value !== 'string') return <>{NONE}</>;
  if (organisations.test(field)) return <OrgName code={value} />;
  if (field === 'status') return <>{statusWord(resource as StatusKind, value)?.[language] ?? value}</>;
  const group = groupsOf[resource]?.[field] ?? groups[field];
  if (group) return <>{word(group, value)}</>;
  if (isDay(value)) return <>{day(value)}</>;
  if (/^\d{4}-\d{2}$/.test(value)) return <>{month(value)}</>;
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return <>{instant(value)}</>;
  return <>{uuid.test(value) ? '…' : value}</>;
};

/** What is in a value of several fields, as far as the fields have names or words: 延至 11月21日 · 延期未准. */
const ObjectValue = ({ resource, value }: { resource: string; value: Record<string, unknown> }) => {
  const label = useFieldLabel();
  const parts = Object.entries(value)
    .filter(([field, part]) => part !== null && part !== '' && isForPeople(field))
    .map(([field, part]) => ({ field, part, name: field in groups ? '' : label(resource, field) }))
    .filter(({ field, name }) => name !== '' || field in groups);
  return parts.map(({ field, part, name }, index) => (
    <Fragment key={field}>
      {index > 0 && ' · '}
      {name && `${name} `}
      <FieldValue resource={resource} field={field} value={part} />
    </Fragment>
  ));
};

const isPlain = (values: unknown[]): values is string[] =>
  values.every((value) => typeof value === 'string' && !uuid.test(value));
