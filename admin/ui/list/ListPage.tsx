import Box from '@mui/material/Box';
import { ListBase, useListContext, useResourceContext, useStore, type SortPayload } from 'ra-core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { View } from '../../../shared/views.ts';
import { useT } from '../../i18n/index.ts';
import { kept } from '../../providers/store.ts';
import { useFormat } from '../format.ts';
import { PageHeader } from '../PageHeader.tsx';
import { PageSkeleton } from '../states.tsx';
import { useFieldLabel } from '../useFieldLabel.ts';
import { usePhone } from '../usePhone.ts';
import { BulkBar } from './BulkBar.tsx';
import { ExportButton } from './ExportButton.tsx';
import { FilterBar } from './FilterBar.tsx';
import { ImportButton } from './ImportButton.tsx';
import { ListTabs } from './ListTabs.tsx';
import { ColumnChoice } from './ListTools.tsx';
import { ResponsiveList } from './ResponsiveList.tsx';
import { SavedViews } from './SavedViews.tsx';
import { SidePanel } from './SidePanel.tsx';
import type { BulkAct, CardParts, Column, FilterField, Row, Tab } from './types.ts';
import { useOpenRecord } from './useOpenRecord.ts';
import { useTotal } from './useTotal.ts';
import { useViews } from './useViews.ts';

type Props<R extends Row> = {
  title: string;
  columns: readonly Column<R>[];
  sort: SortPayload;
  tabs?: readonly Tab[];
  filters?: readonly FilterField[];
  /** What the list opens with when its address says nothing; by default the first tab. */
  initialFilter?: Record<string, unknown>;
  /** Always applied and not shown. */
  fixedFilter?: Record<string, unknown>;
  card?: (record: R) => CardParts;
  bulk?: readonly BulkAct[];
  /** The record beside the list. Without it a row leads to its page. */
  panel?: (record: R) => ReactNode;
  /** Address of a record's own page; `false` where there is none. */
  hrefOf?: ((record: R) => string) | false;
  /** The head's acts: the one primary button last. */
  actions?: ReactNode;
  empty?: ReactNode;
  perPage?: number;
};

/**
 * A whole list screen: head, tabs, filters, rows, the record beside them and the bar of acts. All of it is in the address;
 * without one it opens with the person's default view, where there is one.
 */
export const ListPage = <R extends Row>({ sort, initialFilter, fixedFilter, perPage = 25, ...props }: Props<R>) => {
  const { known, views } = useViews(useResourceContext() ?? '');
  const opening = fixedFilter ? undefined : views.find(({ isDefault }) => isDefault);
  if (!known) return <PageSkeleton />;
  return (
    <ListBase<R>
      sort={opening?.sort ?? sort}
      perPage={perPage}
      filter={fixedFilter}
      filterDefaultValues={opening?.filter ?? initialFilter ?? props.tabs?.[0]?.filter}
      // The address alone decides what is shown: the menu always leads to the same list.
      storeKey={false}
    >
      <Screen<R> {...props} fixedFilter={fixedFilter} opening={opening} />
    </ListBase>
  );
};

type ScreenProps<R extends Row> = Omit<Props<R>, 'sort' | 'initialFilter' | 'perPage'> & { opening: View | undefined };

const Screen = <R extends Row>(props: ScreenProps<R>) => {
  const { title, columns, tabs, filters = [], card, bulk = [], panel, actions, empty } = props;
  const t = useT();
  const phone = usePhone();
  const { number } = useFormat();
  const navigate = useNavigate();
  const resource = useResourceContext() ?? '';
  const { total, data = [], page, perPage, filterValues } = useListContext<R>();
  const told = useTotal();
  const shown = useColumns(columns, resource, props.opening?.hiddenColumns);
  const record = useOpenRecord<R>(panel !== undefined);
  const hrefOf = props.hrefOf === false ? undefined : (props.hrefOf ?? ((row: R) => `/${resource}/${row.id}/show`));
  const tools = !phone && (
    <Box sx={{ display: 'flex', flex: 'none' }}>
      <SavedViews list={resource} hidden={shown.choice.hidden} onColumns={shown.choice.onChange} />
      <ImportButton resource={resource} filter={{ ...filterValues, ...props.fixedFilter }} />
      <ExportButton resource={resource} fixedFilter={props.fixedFilter} />
      <ColumnChoice {...shown.choice} />
    </Box>
  );
  const position =
    record.index >= 0 && total !== undefined
      ? t('ui.panel.position', { index: number((page - 1) * perPage + record.index + 1), count: told })
      : undefined;
  return (
    <Box sx={{ display: 'flex', gap: 3 }}>
      <Box sx={{ flex: 1, minWidth: 0, overflowX: { md: 'clip' } }}>
        <PageHeader
          title={title}
          actions={
            <>
              {phone && (
                <ImportButton resource={resource} filter={{ ...filterValues, ...props.fixedFilter }} outlined />
              )}
              {phone && <ExportButton resource={resource} fixedFilter={props.fixedFilter} outlined />}
              {actions}
            </>
          }
        />
        {tabs && <ListTabs tabs={tabs} label={title} tools={tools} />}
        {(filters.length > 0 || (!tabs && tools)) && (
          <Box sx={{ pt: phone && tabs ? 1.5 : 0 }}>
            <FilterBar fields={filters} tabs={tabs ?? []} tools={tabs ? undefined : tools} />
          </Box>
        )}
        <ResponsiveList<R>
          columns={panel && record.openId !== null && !phone ? narrowed(shown.columns) : shown.columns}
          card={card}
          selectable={bulk.length > 0}
          cursor={record.cursor}
          openId={record.openId}
          hrefOf={hrefOf ?? (panel ? (row) => `?open=${row.id}` : undefined)}
          onOpen={(row, index) => {
            if (panel) record.open(row, index);
            else if (hrefOf) void navigate(hrefOf(row));
          }}
          empty={empty}
          tabs={tabs}
        />
        {bulk.length > 0 && <BulkBar<R> acts={bulk} />}
      </Box>
      {panel && record.openId !== null && (
        <SidePanel<R>
          resource={resource}
          id={record.openId}
          row={record.row}
          position={position}
          href={hrefOf?.(record.row ?? ({ ...data[0], id: record.openId } as R))}
          onNext={record.onNext}
          onPrevious={record.onPrevious}
          onClose={record.close}
        >
          {panel}
        </SidePanel>
      )}
    </Box>
  );
};

/** What is left of the columns while a record stands beside them. */
function narrowed<R extends Row>(columns: readonly Column<R>[]): Column<R>[] {
  const told = columns.some(({ narrow }) => narrow);
  const stays = ({ source, narrow }: Column<R>) =>
    told ? narrow : source === 'status' || source === 'dueOn' || source === 'itemText';
  return columns.filter((column, index) => index === 0 || stays(column));
}

/** The columns the person has chosen, and what the chooser needs. */
function useColumns<R extends Row>(columns: readonly Column<R>[], resource: string, opening?: string[] | null) {
  const label = useFieldLabel();
  const unasked = columns.filter(({ hidden }) => hidden).map(({ source }) => source);
  const [chosen, setChosen] = useStore<string[] | undefined>(kept.columns(resource));
  const hidden = chosen ?? opening ?? unasked;
  return {
    columns: columns.filter(({ source }, index) => index === 0 || !hidden.includes(source)),
    choice: {
      columns: columns.map((column) => ({ source: column.source, name: label(resource, column.source, column.label) })),
      hidden,
      onChange: setChosen,
    },
  };
}
