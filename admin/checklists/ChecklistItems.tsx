import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Checklist, ChecklistItem } from '../../shared/checklists.ts';
import { useT, useWord } from '../i18n/index.ts';

type Items = Pick<Checklist, 'items' | 'purpose'>;

/** The items in the order of their sections, each section once. */
function bySection(items: readonly ChecklistItem[]): [string, ChecklistItem[]][] {
  const sections = new Map<string, ChecklistItem[]>();
  for (const item of items) sections.set(item.section, [...(sections.get(item.section) ?? []), item]);
  return [...sections];
}

/** The name of a section: one of the six haves where the checklist is of them. */
export function useSectionName(): (purpose: Checklist['purpose'], section: string) => string {
  const word = useWord();
  return (purpose, section) => (purpose === 'six-haves' ? word('sixHave', section) : section);
}

/** The questions of a checklist, grouped by section, with what follows from a bad answer in words. */
export const ChecklistItems = ({ items, purpose }: Items) => {
  const t = useT();
  const nameOf = useSectionName();
  const sections = bySection(items);
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {sections.map(([section, own]) => (
        <Box component="section" key={section}>
          {(section !== '' || sections.length > 1) && (
            <Typography variant="h2" sx={{ mb: 0.5 }}>
              {section === '' ? t('checklists.noSection') : nameOf(purpose, section)}
            </Typography>
          )}
          <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {own.map((item) => (
              <ItemRow key={item.key} item={item} />
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
};

const ItemRow = ({ item }: { item: ChecklistItem }) => {
  const marks = useItemMarks(item);
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '3em minmax(0, 1fr)',
        columnGap: 1.5,
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {item.key}
      </Box>
      <div>
        {item.text}
        <Typography variant="caption" component="div">
          {marks.join(' · ')}
        </Typography>
      </div>
    </Box>
  );
};

/** What a checklist says of an item, in a few words each. */
export function useItemMarks(item: ChecklistItem): string[] {
  const t = useT();
  const word = useWord();
  const na = item.naHint ? t('checklists.mayNaWhen', { hint: item.naHint }) : t('checklists.mayNa');
  return [
    item.core ? t('checklists.core') : t('checklists.advisory'),
    word('polarity', item.polarity),
    word('track', item.track),
    ...(item.evidence === 'none' ? [] : [word('evidence', item.evidence)]),
    ...(item.allowNa ? [na] : []),
    ...(item.responsible === 'upper' ? [word('responsible', 'upper')] : []),
    ...(item.marks ?? []).map((mark) => word('mark', mark)),
  ];
}
