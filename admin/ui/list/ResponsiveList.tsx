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
import type { CardParts, Column, Row } from './types.ts';

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
};

const nothing = () => undefined;

/** A table on a desk, cards on a phone; nothing scrolls sideways. Lives in a react-admin list context. */
export const ResponsiveList = <R extends Row>(props: ResponsiveListProps<R>) => {
  const { columns, card, selectable = false, cursor = -1, openId = null, hrefOf, onOpen = nothing, empty } = props;
  const t = useT();
  const phone = usePhone();
  const { data, error, isPending, refetch, resource, filterValues, setFilters, total } = useListContext<R>();
  const defaultCard = useDefaultCard(columns, resource);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <ListSkeleton />;
  if (data.length === 0 && Object.keys(filterValues).length === 0)
    return <>{empty ?? <EmptyState title={t('ui.list.empty')} />}</>;
  if (data.length === 0) {
    return (
      <EmptyState
        icon={<SearchOffOutlined />}
        title={t('ui.list.nothing')}
        body={total === 0 ? t('ui.list.nothingHint') : undefined}
        action={
          <Button variant="outlined" onClick={() => setFilters({})}>
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
