import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import HighlightOffOutlined from '@mui/icons-material/HighlightOffOutlined';
import RemoveCircleOutlineOutlined from '@mui/icons-material/RemoveCircleOutlineOutlined';
import RadioButtonUncheckedOutlined from '@mui/icons-material/RadioButtonUncheckedOutlined';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ChecklistItem } from '../../shared/checklists.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { badItems, sectionPasses, verdictOf, type Verdict } from '../../shared/rules/scoring.ts';
import { useT, useWord } from '../i18n/index.ts';
import { RectificationStatus } from '../rectifications/RectificationStatus.tsx';
import type { Tone } from '../theme.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { EvidenceFormer } from '../ui/EvidenceFormer.tsx';
import { EvidenceGallery } from '../ui/EvidenceGallery.tsx';
import { Passed } from '../unions/SixHaves.tsx';
import { isHave, useSections } from './sections.ts';

type Props = { inspection: Inspection; items: readonly ChecklistItem[] };

/** Question by question what was answered, with the proof and what became of each fault. */
export const InspectionAnswers = ({ inspection, items }: Props) => {
  const t = useT();
  const sectionsOf = useSections();
  const [onlyBad, setOnlyBad] = useState(false);
  const bad = badItems(items, inspection.answers);
  const { data: raised = [] } = useGetList<Rectification>('rectifications', {
    filter: { inspectionId: inspection.id },
    sort: { field: 'itemKey', order: 'ASC' },
    pagination: { page: 1, perPage: 200 },
  });
  const byKey = new Map(raised.map((item) => [item.itemKey, item]));
  const sections = sectionsOf(onlyBad ? bad : items);
  const passes = sectionPasses(items, inspection.answers);
  return (
    <Box component="section">
      <Box
        sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 1, mb: 1, minHeight: 36 }}
      >
        <Typography variant="h2">{t('inspections.show.answers')}</Typography>
        {bad.length > 0 && bad.length < items.length && (
          <Button
            size="small"
            variant={onlyBad ? 'contained' : 'outlined'}
            aria-pressed={onlyBad}
            onClick={() => setOnlyBad(!onlyBad)}
          >
            {t('inspections.show.onlyBad', { count: bad.length })}
          </Button>
        )}
      </Box>
      {sections.map((section) => (
        <Box key={section.key} sx={{ mb: 3 }}>
          {section.name && (
            <Box sx={{ display: 'flex', justifyContent: 'space-between', mt: 1, mb: 0.5 }}>
              <Typography variant="h3" color="text.secondary">
                {section.name}
              </Typography>
              {isHave(section.key) && inspection.submittedAt && <Passed passed={passes[section.key] ?? false} />}
            </Box>
          )}
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, borderTop: 1, borderColor: 'divider' }}>
            {section.items.map((item) => (
              <AnswerRow key={item.key} item={item} inspection={inspection} raised={byKey.get(item.key)} />
            ))}
          </Box>
        </Box>
      ))}
      <EvidenceFormer
        subjectId={inspection.id}
        current={Object.values(inspection.answers).flatMap((answer) => answer.attachmentIds ?? [])}
      />
    </Box>
  );
};

const looks: Record<Verdict, { tone: Tone; Icon: typeof CheckCircleOutlined }> = {
  good: { tone: 'done', Icon: CheckCircleOutlined },
  bad: { tone: 'returned', Icon: HighlightOffOutlined },
  na: { tone: 'idle', Icon: RemoveCircleOutlineOutlined },
  blank: { tone: 'idle', Icon: RadioButtonUncheckedOutlined },
};

type RowProps = { item: ChecklistItem; inspection: Inspection; raised: Rectification | undefined };

const AnswerRow = ({ item, inspection, raised }: RowProps) => {
  const t = useT();
  const word = useWord();
  const answer = inspection.answers[item.key];
  const verdict = verdictOf(item, answer);
  const { tone, Icon } = looks[verdict];
  return (
    <Box
      component="li"
      data-verdict={verdict}
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(2.5em, max-content) minmax(0, 1fr) max-content',
        columnGap: 1.5,
        py: 1.25,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ color: 'text.secondary' }}>{item.key}</Box>
      <Box sx={{ minWidth: 0 }}>
        {item.text}
        {answer?.note && (
          <Typography color="text.secondary" sx={{ mt: 0.5, whiteSpace: 'pre-wrap' }}>
            {answer.note}
          </Typography>
        )}
        {answer?.attachmentIds && answer.attachmentIds.length > 0 && (
          <Box sx={{ mt: 1, maxWidth: 480 }}>
            <EvidenceGallery ids={answer.attachmentIds} />
          </Box>
        )}
        {raised && verdict === 'bad' && (
          <Box
            component={Link}
            to={`/rectifications/${raised.id}/show`}
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              alignItems: 'center',
              columnGap: 1.5,
              mt: 0.75,
              minHeight: { xs: 44, md: 28 },
              color: 'inherit',
              fontSize: '0.8125rem',
              textDecoration: 'none',
              '&:hover': { textDecoration: 'underline' },
            }}
          >
            <Box component="span" sx={{ color: 'primary.main' }}>
              {word('track', raised.track)}
            </Box>
            <DueDay day={raised.dueOn} status={raised.status} />
            <RectificationStatus record={raised} />
          </Box>
        )}
      </Box>
      <Box
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          height: 22,
          color: (theme) => theme.palette.tone[tone].ink,
          fontWeight: verdict === 'bad' ? 600 : 400,
        }}
      >
        <Icon sx={{ fontSize: '1rem' }} aria-hidden />
        {answer?.value ? word('answer', answer.value) : t('inspections.show.blank')}
      </Box>
    </Box>
  );
};
