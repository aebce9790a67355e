import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router';
import type { Rectification } from '../../shared/rectifications.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { EvidenceGallery } from '../ui/EvidenceGallery.tsx';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { OrgPath } from '../ui/orgs.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { tapLink } from '../ui/tapLink.ts';

/** The line below the title: whose it is, where, from which campaign. */
export const RectificationPlace = ({ record }: { record: Rectification }) => (
  <Box sx={{ display: 'grid', gap: 0.25 }}>
    <span>
      <Link component={RouterLink} to={`/unions/${record.unionId}/show`} sx={tapLink}>
        {record.unionName}
      </Link>
    </span>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, fontSize: '0.8125rem' }}>
      <OrgPath code={record.orgCode} />
      <span>{record.campaignTitle}</span>
    </Box>
  </Box>
);

/** What it is: the finding, what was done about it, the proof, the extension. */
export const RectificationView = ({ record }: { record: Rectification }) => {
  const t = useT();
  const word = useWord();
  const { day, instant } = useFormat();
  const reporter = useMe()?.role === 'reporter';
  const worked = record.measures !== null || record.rectifiedAt !== null;
  const unsettledReason = record.status === 'returned' || record.status === 'reopened';
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {record.returnReason && unsettledReason && (
        <Alert severity="warning" variant="outlined">
          <strong>{t(record.status === 'reopened' ? 'rectifications.reopened' : 'rectifications.returned')}</strong>
          <Box sx={{ whiteSpace: 'pre-wrap' }}>{record.returnReason}</Box>
        </Alert>
      )}
      {record.responsible === 'upper' && reporter && (
        <Alert severity="info" variant="outlined">
          {t('rectifications.upperHint')}
        </Alert>
      )}
      <Part title={t('rectifications.what')}>
        <Typography sx={{ whiteSpace: 'pre-wrap', mb: 1.5 }} color={record.finding ? undefined : 'text.secondary'}>
          {record.finding ?? t('rectifications.noFinding')}
        </Typography>
        <Facts
          resource="rectifications"
          facts={[
            { field: 'track', value: word('track', record.track) },
            { field: 'baseDueOn', value: record.baseDueOn !== record.dueOn && day(record.baseDueOn) },
            { field: 'responsible', value: word('responsible', record.responsible) },
          ]}
        />
        <Link
          component={RouterLink}
          to={`/inspections/${record.inspectionId}/show`}
          sx={{ ...tapLink, mt: { md: 1.5 } }}
        >
          {t('rectifications.inspection')}
        </Link>
      </Part>
      <Part title={t('rectifications.done')}>
        {worked ? (
          <>
            <Typography sx={{ whiteSpace: 'pre-wrap', mb: 1.5 }}>{record.measures}</Typography>
            <Facts
              resource="rectifications"
              facts={[
                { field: 'responsibleName', value: record.responsibleName },
                {
                  field: 'rectifiedAt',
                  value: record.rectifiedAt && `${instant(record.rectifiedAt)} ${record.rectifiedBy ?? ''}`,
                },
                { field: 'closedAt', value: record.closedAt && `${instant(record.closedAt)} ${record.closedBy ?? ''}` },
                { field: 'note', value: record.note },
              ]}
            />
            <Box sx={{ mt: 1.5 }}>
              <EvidenceGallery
                ids={record.attachmentIds}
                subjectId={record.id}
                span={{ since: record.createdAt, until: record.rectifiedAt }}
              />
            </Box>
          </>
        ) : (
          <Typography color="text.secondary">{t('rectifications.notYet')}</Typography>
        )}
      </Part>
      {record.extension && (
        <Part title={t('rectifications.extension.title')}>
          <StatusChip kind="extension" status={record.extension.decision ?? 'pending'} />
          <Typography>
            {t('rectifications.extension.asked', {
              name: record.extension.requestedBy,
              day: day(record.extension.requestedOn),
              until: day(record.extension.until),
            })}
          </Typography>
          <Typography color="text.secondary">{record.extension.reason}</Typography>
          {record.extension.decidedBy && (
            <Typography sx={{ mt: 0.5 }}>
              {[record.extension.decidedBy, record.extension.decisionReason].filter(Boolean).join('：')}
            </Typography>
          )}
        </Part>
      )}
    </Box>
  );
};

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <Box component="section">
    <Typography variant="h3" component="h2" color="text.secondary" sx={{ mb: 1 }}>
      {title}
    </Typography>
    {children}
  </Box>
);
