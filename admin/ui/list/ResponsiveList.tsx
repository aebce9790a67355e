import { useListContext } from 'ra-core';
import type { ReactNode } from 'react';
import Button from '@mui/material/Button';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import { useT } from '../../i18n/index.ts';
import { EmptyState, ErrorState, ListSkeleton } from '../states.tsx';
import { usePhone } from '../usePhone.ts';
import { Cards, useDefaultCard } from './Cards.tsx';
import { LedgerTable } from './LedgerTable.tsx';
import { Pager } from './Pager.tsx';
import { clearedFilters, type Filters } from './filterValues.ts';
import type { CardParts, Column, Row, Tab } from './types.ts';

export type ResponsiveListProps<R extends Row> = {
  columns: readonly Column<R>[];
  /** On a phone; by default made of the columns. */
  card?: ((record: R) => CardParts) | undefined;
  selectable?: boolean;
  cursor?: number;
  openId?: string | null;
  hrefOf?: ((record: R) => string) | undefined;
  onOpen?: (record: R, index: number) => void;
  /** What is shown, and can be done, when there is nothing at all. */
  empty?: ReactNode;
  /** The tabs of the list: an empty tab is not an empty search. */
  tabs?: readonly Tab[] | undefined;
};

const nothing = () => undefined;

/** A table on a desk, cards on a phone; nothing scrolls sideways. Lives in a react-admin list context. */
export const ResponsiveList = <R extends Row>(props: ResponsiveListProps<R>) => {
  const {
    columns,
    card,
    selectable = false,
    cursor = -1,
    openId = null,
    hrefOf,
    onOpen = nothing,
    empty,
    tabs = [],
  } = props;
  const t = useT();
  const phone = usePhone();
  const { data, error, isPending, refetch, resource, filterValues, setFilters } = useListContext<R>();
  const defaultCard = useDefaultCard(columns, resource);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <ListSkeleton />;
  if (data.length === 0) {
    const cleared = clearedFilters(filterValues as Filters, tabs);
    const narrowed = Object.keys(cleared).length < Object.keys(filterValues).length;
    if (!narrowed && Object.keys(cleared).length > 0) return <EmptyState title={t('ui.list.emptyTab')} />;
    if (!narrowed) return <>{empty ?? <EmptyState title={t('ui.list.empty')} />}</>;
    return (
      <EmptyState
        icon={<SearchOffOutlined />}
        title={t('ui.list.nothing')}
        body={t('ui.list.nothingHint')}
        action={
          <Button variant="outlined" onClick={() => setFilters(cleared)}>
            {t('ui.list.clear')}
          </Button>
        }
      />
    );
  }
  const shared = { selectable, hrefOf, onOpen };
  return (
    <>
      {phone ? (
        <Cards {...shared} card={card ?? defaultCard} />
      ) : (
        <LedgerTable {...shared} columns={columns} cursor={cursor} openId={openId} />
      )}
      <Pager />
    </>
  );
};
