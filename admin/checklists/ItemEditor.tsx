import AddOutlined from '@mui/icons-material/AddOutlined';
import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { get, useFormState, useWatch } from 'react-hook-form';
import type { ChecklistItem } from '../../shared/checklists.ts';
import { useT } from '../i18n/index.ts';
import { useItemMarks } from './ChecklistItems.tsx';
import { ItemInputs } from './ItemInputs.tsx';

type Props = {
  index: number;
  last: boolean;
  open: boolean;
  onToggle: () => void;
  onMove: (by: 1 | -1) => void;
  onAdd: () => void;
  onRemove: () => void;
};

/** One item as a compact row that unfolds into its fields. */
export const ItemEditor = ({ index, last, open, onToggle, onMove, onAdd, onRemove }: Props) => {
  const t = useT();
  const item = useWatch({ name: `items.${index}` }) as ChecklistItem;
  const marks = useItemMarks(item);
  const { errors } = useFormState({ name: `items.${index}` });
  const wrong = Boolean(get(errors, `items.${index}`));
  return (
    <Box
      component="li"
      sx={{ borderBottom: 1, borderColor: 'divider', bgcolor: open ? 'background.paper' : 'transparent' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: { xs: 'wrap', md: 'nowrap' } }}>
        <ButtonBase
          onClick={onToggle}
          aria-expanded={open}
          aria-label={t(open ? 'checklists.form.fold' : 'checklists.form.unfold', { index: index + 1 })}
          sx={{
            flex: '1 1 240px',
            minWidth: 0,
            minHeight: 44,
            py: 0.75,
            px: 1,
            display: 'grid',
            gridTemplateColumns: '20px 3em minmax(0, 1fr)',
            columnGap: 1,
            justifyContent: 'start',
            textAlign: 'left',
            '&:hover': { bgcolor: 'hover' },
          }}
        >
          <ExpandMoreOutlined
            fontSize="small"
            sx={{ color: 'text.secondary', transform: open ? 'none' : 'rotate(-90deg)' }}
          />
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {item.key}
          </Box>
          <span>
            <Box component="span" sx={{ color: wrong ? 'error.main' : item.text ? 'inherit' : 'text.disabled' }}>
              {item.text || t('checklists.form.untitled')}
            </Box>
            {!open && (
              <Typography variant="caption" component="span" sx={{ display: 'block' }}>
                {marks.join(' · ')}
              </Typography>
            )}
          </span>
        </ButtonBase>
        {/* On a phone the row is for reading; its tools come with the fields. */}
        <Box sx={{ display: { xs: open ? 'flex' : 'none', md: 'flex' }, ml: 'auto' }}>
          <Tool label={t('checklists.form.up')} disabled={index === 0} onClick={() => onMove(-1)}>
            <ArrowUpwardOutlined fontSize="small" />
          </Tool>
          <Tool label={t('checklists.form.down')} disabled={last} onClick={() => onMove(1)}>
            <ArrowDownwardOutlined fontSize="small" />
          </Tool>
          <Tool label={t('checklists.form.addAfter')} onClick={onAdd}>
            <AddOutlined fontSize="small" />
          </Tool>
          <Tool label={t('checklists.form.remove')} onClick={onRemove}>
            <DeleteOutlined fontSize="small" />
          </Tool>
        </Box>
      </Box>
      {open && (
        <Box sx={{ px: { xs: 1, md: 5 }, pt: 1, pb: 2 }}>
          <ItemInputs index={index} />
        </Box>
      )}
    </Box>
  );
};

type ToolProps = { label: string; disabled?: boolean; onClick: () => void; children: ReactNode };

const Tool = ({ label, disabled = false, onClick, children }: ToolProps) => (
  <IconButton size="small" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
    {children}
  </IconButton>
);
