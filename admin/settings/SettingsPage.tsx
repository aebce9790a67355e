import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import { Link, useSearchParams } from 'react-router';
import { NATION } from '../../shared/rules/orgCode.ts';
import type { SettingsRecord } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.tsx';
import { SettingsForm } from './SettingsForm.tsx';

/** What is in force at an organisation, part by part, and who decided it. */
export const SettingsPage = () => {
  const t = useT();
  const own = useMe()?.org.code ?? NATION;
  const [params, setParams] = useSearchParams();
  const orgCode = params.get('orgCode') ?? own;
  const choose = (code: string | null) => setParams(code === null || code === own ? {} : { orgCode: code });
  if (orgCode === NATION) {
    return (
      <>
        <PageHeader title={t('settings.title')} />
        <EmptyState
          title={t('settings.choose')}
          action={<OrgPicker value={null} onChange={choose} label={t('settings.place')} />}
        />
      </>
    );
  }
  return <Place key={orgCode} orgCode={orgCode} choose={choose} />;
};

const Place = ({ orgCode, choose }: { orgCode: string; choose: (code: string | null) => void }) => {
  const t = useT();
  const may = useMay();
  const { data, error, refetch } = useGetOne<SettingsRecord>('settings', { id: orgCode });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const editable = may('edit', 'settings');
  return (
    <>
      <PageHeader
        title={t('settings.title')}
        actions={
          may('list', 'channels') && (
            <>
              <Button variant="outlined" component={Link} to="/identity-providers">
                {t('signIn.providers.title')}
              </Button>
              <Button variant="outlined" component={Link} to="/channels">
                {t('channels.title')}
              </Button>
            </>
          )
        }
      />
      <RecordColumns side={<HistoryTimeline subjectType="settings" subjectId={orgCode} />}>
        {!editable && (
          <Typography color="text.secondary" sx={{ mb: 2 }}>
            {t('settings.readOnly')}
          </Typography>
        )}
        <SettingsForm settings={data} editable={editable} choose={choose} />
      </RecordColumns>
    </>
  );
};
