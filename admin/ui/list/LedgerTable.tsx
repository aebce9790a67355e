import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { useListContext } from 'ra-core';
import { useEffect, useRef, type MouseEvent } from 'react';
import { Link } from 'react-router';
import { isSortable } from '../../../shared/longLists.ts';
import { useT } from '../../i18n/index.ts';
import { size } from '../../theme.ts';
import { FieldValue } from '../FieldValue.tsx';
import { useFieldLabel } from '../useFieldLabel.ts';
import type { Column, Row } from './types.ts';

type Props<R extends Row> = {
  columns: readonly Column<R>[];
  /** Rows can be selected. */
  selectable: boolean;
  cursor: number;
  openId: string | null;
  /** Address of a row; undefined where a row leads nowhere. */
  hrefOf: ((record: R) => string) | undefined;
  onOpen: (record: R, index: number) => void;
};

/** The rows of a list on a desk: 40 px each, hairlines, numbers at the right; the first cell is the link. */
export const LedgerTable = <R extends Row>({ columns, selectable, cursor, openId, hrefOf, onOpen }: Props<R>) => {
  const t = useT();
  const { data = [], resource, selectedIds, onSelect, onToggleItem, isPlaceholderData } = useListContext<R>();
  const here = data.filter(({ id }) => selectedIds.includes(id));
  const all = data.length > 0 && here.length === data.length;
  const selectPage = () =>
    onSelect(
      all
        ? selectedIds.filter((id) => !data.some((row) => row.id === id))
        : [...new Set([...selectedIds, ...data.map(({ id }) => id)])],
    );
  return (
    <Table stickyHeader aria-busy={isPlaceholderData} sx={{ tableLayout: 'auto' }}>
      <TableHead>
        <TableRow>
          {selectable && (
            <TableCell padding="none" sx={{ width: 44, top: size.bar }}>
              <Checkbox
                size="small"
                checked={all}
                indeterminate={!all && here.length > 0}
                onChange={selectPage}
                slotProps={{ input: { 'aria-label': t('ui.list.selectPage') } }}
              />
            </TableCell>
          )}
          {columns.map((column) => (
            <HeadCell key={column.source} column={column} resource={resource} />
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {data.map((record, index) => (
          <BodyRow
            key={record.id}
            record={record}
            columns={columns}
            resource={resource}
            selectable={selectable}
            selected={selectedIds.includes(record.id)}
            active={record.id === openId || (openId === null && index === cursor)}
            open={record.id === openId}
            href={hrefOf?.(record)}
            onToggle={() => onToggleItem(record.id)}
            onOpen={() => onOpen(record, index)}
          />
        ))}
      </TableBody>
    </Table>
  );
};

const HeadCell = <R extends Row>({ column, resource }: { column: Column<R>; resource: string }) => {
  const label = useFieldLabel();
  const { sort, setSort, total = 0 } = useListContext();
  const name = label(resource, column.source, column.label);
  const by = typeof column.sort === 'string' ? column.sort : column.source;
  const active = sort.field === by;
  const order = active && sort.order === 'ASC' ? 'DESC' : 'ASC';
  return (
    <TableCell
      align={column.align ?? 'left'}
      sx={{ width: column.width, top: size.bar }}
      sortDirection={active ? (sort.order === 'ASC' ? 'asc' : 'desc') : false}
    >
      {column.sort && isSortable(resource, by, total) ? (
        <TableSortLabel
          active={active}
          direction={active && sort.order === 'DESC' ? 'desc' : 'asc'}
          onClick={() => setSort({ field: by, order })}
        >
          {name}
        </TableSortLabel>
      ) : (
        name
      )}
    </TableCell>
  );
};

type BodyRowProps<R extends Row> = {
  record: R;
  columns: readonly Column<R>[];
  resource: string;
  selectable: boolean;
  selected: boolean;
  active: boolean;
  open: boolean;
  href: string | undefined;
  onToggle: () => void;
  onOpen: () => void;
};

/** A plain click opens here; with a key held down the browser does what it does with links. */
const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

const BodyRow = <R extends Row>(props: BodyRowProps<R>) => {
  const { record, columns, resource, selectable, selected, active, open, href, onToggle, onOpen } = props;
  const t = useT();
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const name = String(record['unionName'] ?? record['name'] ?? record['title'] ?? '');
  return (
    <TableRow
      ref={row}
      hover={false}
      aria-selected={selectable ? selected : undefined}
      aria-current={open ? 'true' : undefined}
      onClick={(event) => {
        if (href && isPlain(event) && !(event.target as HTMLElement).closest('a,button,input,label')) onOpen();
      }}
      sx={{
        scrollMarginBlock: size.bar + size.row,
        cursor: href ? 'pointer' : 'default',
        bgcolor: open || selected ? 'selected' : 'background.paper',
        boxShadow: active ? (theme) => `inset 3px 0 0 ${theme.palette.primary.main}` : 'none',
        '&:hover': { bgcolor: open || selected ? 'selected' : 'hover' },
      }}
    >
      {selectable && (
        <TableCell padding="none">
          <Checkbox
            size="small"
            checked={selected}
            onChange={onToggle}
            slotProps={{ input: { 'aria-label': t('ui.list.select', { name }) } }}
          />
        </TableCell>
      )}
      {columns.map((column, index) => {
        const content = <Cell column={column} record={record} resource={resource} />;
        return (
          <TableCell key={column.source} align={column.align ?? 'left'}>
            {index === 0 && href ? (
              <Box
                component={Link}
                to={href}
                onClick={(event: MouseEvent) => {
                  if (!isPlain(event)) return;
                  event.preventDefault();
                  onOpen();
                }}
                sx={{
                  color: 'inherit',
                  textDecoration: 'none',
                  '&:hover, &:focus-visible': { textDecoration: 'underline' },
                }}
              >
                {content}
              </Box>
            ) : (
              content
            )}
          </TableCell>
        );
      })}
    </TableRow>
  );
};

/** A long text takes two lines of a row and no more; whatever is short stays in one. */
const Cell = <R extends Row>({ column, record, resource }: { column: Column<R>; record: R; resource: string }) => {
  const value: unknown = record[column.source] ?? null;
  const content = column.render ? (
    column.render(record)
  ) : (
    <FieldValue resource={resource} field={column.source} value={value} />
  );
  const text = typeof content === 'string' ? content : !column.render && typeof value === 'string' ? value : null;
  if (column.align === 'right' || (text !== null && text.length <= 12)) {
    return (
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {content}
      </Box>
    );
  }
  return (
    <Box
      component="span"
      title={text ?? undefined}
      sx={{
        display: '-webkit-box',
        WebkitLineClamp: 2,
        WebkitBoxOrient: 'vertical',
        overflow: 'hidden',
        lineHeight: 1.3,
        minWidth: text === null ? '4.5em' : '8em',
      }}
    >
      {content}
    </Box>
  );
};
