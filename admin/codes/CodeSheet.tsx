import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetList, useGetOne } from 'ra-core';
import { useParams, useSearchParams } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Inspection } from '../../shared/inspections.ts';
import { codesPerSheet } from '../../shared/prints.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { useFormat } from '../ui/format.ts';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useShortcuts } from '../ui/shortcuts.ts';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { fillAddress } from './CodeButton.tsx';
import { QrCode } from './QrCode.tsx';

/** As many as one list may carry: more are printed district by district. */
const most = 1000;

/** The codes of all targets of a campaign in a district, twelve to a page of A4, to be cut and handed out. */
export const CodeSheet = () => {
  const t = useT();
  const { number } = useFormat();
  const { id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const own = useMe()?.org.code ?? '';
  const orgCode = params.get('orgCode') ?? own;
  const { data: campaign } = useGetOne<Campaign>('campaigns', { id });
  const { data, total, error, refetch } = useGetList<Inspection>(
    'inspections',
    {
      filter: { campaignId: id, orgCode },
      sort: { field: 'unionName', order: 'ASC' },
      pagination: { page: 1, perPage: most },
    },
    { enabled: orgCode !== '' },
  );
  const targets = (data ?? []).filter(({ status }) => status !== 'exempted');
  const tooMany = (total ?? 0) > most;
  useShortcuts([{ key: 'p', label: 'phone.print.print', run: () => window.print() }]);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Box className="no-print">
        <PageHeader
          back={`/campaigns/${id}/show`}
          title={t('phone.code.sheet')}
          sub={campaign?.title}
          actions={
            <Button
              variant="contained"
              startIcon={<PrintOutlined />}
              disabled={targets.length === 0 || tooMany}
              onClick={() => window.print()}
            >
              {t('phone.code.printAll', { count: number(targets.length) })}
            </Button>
          }
        />
        <Box sx={{ maxWidth: 360, mb: 2 }}>
          <OrgPicker
            label={t('phone.code.where')}
            value={orgCode}
            onChange={(code) => setParams(code ? { orgCode: code } : {}, { replace: true })}
          />
        </Box>
        <Typography color="text.secondary" sx={{ mb: 2 }}>
          {t('phone.code.sheetBody', { count: codesPerSheet })}
        </Typography>
      </Box>
      {!data && <ListSkeleton rows={6} />}
      {data && tooMany && <EmptyState title={t('phone.code.tooMany', { count: number(total ?? 0) })} />}
      {data && !tooMany && targets.length === 0 && <EmptyState title={t('phone.code.none')} />}
      {!tooMany && (
        <Box
          component="ul"
          sx={{
            listStyle: 'none',
            m: 0,
            p: 0,
            display: 'grid',
            gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 1fr))' },
            gap: 2,
            color: '#000',
            '@media print': { gridTemplateColumns: 'repeat(3, 60mm)', gap: '2mm 4mm' },
          }}
        >
          {targets.map((target) => (
            <Box
              component="li"
              key={target.id}
              sx={{
                p: 1.5,
                textAlign: 'center',
                bgcolor: '#fff',
                border: '1px dashed #bbb',
                breakInside: 'avoid',
                overflow: 'hidden',
                '@media print': { width: '60mm', height: '66mm', p: '2mm' },
              }}
            >
              <Box sx={{ width: '40mm', maxWidth: 1, mx: 'auto' }}>
                <QrCode address={fillAddress(target)} label={t('phone.code.of', { name: target.unionName })} />
              </Box>
              <Box sx={{ fontSize: 13, fontWeight: 600, lineHeight: 1.3, color: '#000' }}>{target.unionName}</Box>
              <Box sx={{ fontSize: 11, lineHeight: 1.4, color: '#444' }}>
                <OrgName code={target.orgCode} />
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </>
  );
};
