import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import type { Reinspection, ReinspectionProof } from '../../shared/reinspections.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { Facts } from '../ui/Facts.tsx';
import { formatRate, useFormat } from '../ui/format.ts';
import { StrataTable } from './StrataTable.tsx';

/** Why these items and no others: the seed, the rule in a sentence, and the draw repeated on demand. */
export const Proof = ({ record }: { record: Reinspection }) => {
  const t = useT();
  const { read } = useData();
  const notify = useNotify();
  const { instant, number } = useFormat();
  const [proof, setProof] = useState<ReinspectionProof | null>(null);
  const [busy, setBusy] = useState(false);
  const repeat = async () => {
    setBusy(true);
    try {
      setProof(await read<ReinspectionProof>(`reinspections/${record.id}/proof`));
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  const { size, share } = record.method;
  return (
    <Box component="section" aria-label={t('reinspections.proof.title')}>
      <Typography variant="h2" sx={{ mb: 1.5 }}>
        {t('reinspections.proof.title')}
      </Typography>
      <Facts
        resource="reinspections"
        facts={[
          { field: 'seed', value: record.seed },
          {
            field: 'method',
            label: t('reinspections.proof.method'),
            value:
              size === undefined
                ? t('reinspections.proof.byShare', { share: formatRate(share ?? null) })
                : t('reinspections.proof.bySize', { count: number(size) }),
          },
          { field: 'createdAt', value: `${instant(record.createdAt)} ${record.drawnBy}` },
        ]}
      />
      <Box sx={{ my: 1.5 }}>
        <StrataTable strata={record.strata} place={undefined} />
      </Box>
      <Typography variant="caption" component="p" sx={{ mb: 1.5 }}>
        {t('reinspections.proof.rule')}
      </Typography>
      {proof && (
        <Alert severity={proof.same ? 'success' : 'error'} variant="outlined" sx={{ mb: 1.5 }}>
          {proof.same
            ? t('reinspections.proof.same', { count: number(proof.sample.length) })
            : t('reinspections.proof.different')}
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <BusyButton variant="outlined" loading={busy} onClick={() => void repeat()}>
          {t('reinspections.proof.repeat')}
        </BusyButton>
        {proof && <Download proof={proof} />}
      </Box>
    </Box>
  );
};

/** Everything that is needed to repeat the draw with other tools. */
const Download = ({ proof }: { proof: ReinspectionProof }) => {
  const t = useT();
  const save = () => {
    const drawn = new Set(proof.sample);
    const method = proof.method.size ?? `${(proof.method.share ?? 0) * 100}%`;
    const lines = [
      `${t('reinspections.proof.seed')},${proof.seed}`,
      `${t('reinspections.proof.method')},${method}`,
      `${t('reinspections.proof.population')},${proof.populationSize}`,
      `${t('reinspections.proof.digest')},${proof.populationDigest}`,
      t('reinspections.proof.columns'),
      ...proof.population.map(({ stratum, id }, index) =>
        [index + 1, stratum, id, t(drawn.has(id) ? 'reinspections.proof.yes' : 'reinspections.proof.no')].join(','),
      ),
    ];
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    const url = URL.createObjectURL(new Blob(['\ufeff', lines.join('\r\n')], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${t('reinspections.proof.file')}-${proof.seed}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button variant="text" onClick={save}>
      {t('reinspections.proof.download')}
    </Button>
  );
};
