import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Checkbox from '@mui/material/Checkbox';
import { useListContext } from 'ra-core';
import type { MouseEvent } from 'react';
import { Link } from 'react-router';
import { useT } from '../../i18n/index.ts';
import { FieldValue } from '../FieldValue.tsx';
import { useFieldLabel } from '../useFieldLabel.ts';
import type { CardParts, Column, Row } from './types.ts';

type Props<R extends Row> = {
  card: (record: R) => CardParts;
  selectable: boolean;
  hrefOf: ((record: R) => string) | undefined;
  onOpen: (record: R, index: number) => void;
};

/** The rows of a list on a phone. */
export const Cards = <R extends Row>({ card, selectable, hrefOf, onOpen }: Props<R>) => {
  const t = useT();
  const { data = [], selectedIds, onToggleItem, isPlaceholderData } = useListContext<R>();
  return (
    <Box
      component="ul"
      aria-busy={isPlaceholderData}
      sx={{ listStyle: 'none', m: 0, p: 0, mx: -2, bgcolor: 'background.paper', borderTop: 1, borderColor: 'divider' }}
    >
      {data.map((record, index) => {
        const { title, status, lines = [], foot } = card(record);
        const href = hrefOf?.(record);
        const selected = selectedIds.includes(record.id);
        const link = href && {
          component: Link,
          to: href,
          onClick: (event: MouseEvent) => {
            event.preventDefault();
            onOpen(record, index);
          },
        };
        return (
          <Box
            component="li"
            key={record.id}
            sx={{
              display: 'flex',
              borderBottom: 1,
              borderColor: 'divider',
              bgcolor: selected ? 'selected' : 'transparent',
            }}
          >
            {selectable && (
              <Checkbox
                checked={selected}
                onChange={() => onToggleItem(record.id)}
                slotProps={{
                  input: { 'aria-label': t('ui.list.select', { name: typeof title === 'string' ? title : '' }) },
                }}
                sx={{ alignSelf: 'flex-start', width: 44, height: 48, flex: 'none' }}
              />
            )}
            <ButtonBase
              {...(link || { component: 'div' as const })}
              sx={{
                flex: 1,
                minWidth: 0,
                display: 'block',
                textAlign: 'left',
                color: 'inherit',
                py: 1.5,
                pr: 2,
                pl: selectable ? 0 : 2,
                minHeight: 56,
              }}
            >
              <Box sx={{ display: 'flex', gap: 1.5, justifyContent: 'space-between' }}>
                <Box sx={{ fontWeight: 600, minWidth: 0 }}>{title}</Box>
                {status && <Box sx={{ flex: 'none', fontSize: '0.8125rem' }}>{status}</Box>}
              </Box>
              {lines.map((line, number) => (
                <Box key={number} sx={{ color: 'text.secondary', mt: 0.25 }}>
                  {line}
                </Box>
              ))}
              {foot && (
                <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, mt: 0.75, fontSize: '0.8125rem' }}>
                  {foot}
                </Box>
              )}
            </ButtonBase>
          </Box>
        );
      })}
    </Box>
  );
};

/** A card made of the columns: the first is the title, a status stands beside it, the others follow with their names. */
export function useDefaultCard<R extends Row>(
  columns: readonly Column<R>[],
  resource: string,
): (record: R) => CardParts {
  const label = useFieldLabel();
  return (record) => {
    const content = (column: Column<R>) =>
      column.render?.(record) ?? (
        <FieldValue resource={resource} field={column.source} value={record[column.source] ?? null} />
      );
    const [first, ...others] = columns;
    const status = others.find(({ source }) => source === 'status');
    return {
      title: first && content(first),
      status: status && content(status),
      lines: others
        .filter((column) => column !== status)
        .map((column) => (
          <Box key={column.source} sx={{ display: 'flex', gap: 1 }}>
            <Box component="span" sx={{ flex: 'none', minWidth: '4.5em' }}>
              {label(resource, column.source, column.label)}
            </Box>
            <Box component="span" sx={{ color: 'text.primary', minWidth: 0 }}>
              {content(column)}
            </Box>
          </Box>
        )),
    };
  };
}
