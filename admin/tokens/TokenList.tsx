import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { Token } from '../../shared/tokens.ts';
import { useT } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { useFormat } from '../ui/format.ts';
import { Lines } from '../ui/Lines.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RemoveDialog } from '../ui/RemoveDialog.tsx';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { NewToken } from './NewToken.tsx';

/** The reader's own tokens. Nobody has many: they all stand on one page. */
export const TokenList = () => {
  const t = useT();
  const [asked, setAsked] = useState<Token | null>(null);
  const { data, error, isPending, refetch } = useGetList<Token>('tokens', {
    sort: { field: 'createdAt', order: 'DESC' },
    pagination: { page: 1, perPage: 200 },
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Box sx={{ maxWidth: 960 }}>
      <PageHeader title={t('accounts.token.title')} sub={t('accounts.token.intro')} actions={<NewToken />} />
      {isPending && <ListSkeleton rows={3} />}
      {data?.length === 0 && <EmptyState title={t('accounts.token.none')} />}
      {data && data.length > 0 && (
        <Lines>
          {data.map((token) => (
            <TokenLine key={token.id} token={token} onRemove={() => setAsked(token)} />
          ))}
        </Lines>
      )}
      {asked && (
        <RemoveDialog
          resource="tokens"
          record={asked}
          title={t('accounts.token.removeAsk', { name: asked.name })}
          body={t('accounts.token.removeBody')}
          confirmLabel={t('accounts.token.remove')}
          done={t('accounts.token.removed')}
          onClose={() => setAsked(null)}
        />
      )}
    </Box>
  );
};

const TokenLine = ({ token, onRemove }: { token: Token; onRemove: () => void }) => {
  const t = useT();
  const label = useFieldLabel();
  const { day, instant, today } = useFormat();
  const over = token.expiresOn < today;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', md: 'minmax(0, 1fr) 14em 16em auto' },
        columnGap: 2,
        alignItems: 'center',
        minHeight: size.row,
        px: { xs: 2, md: 1.5 },
        py: { xs: 1, md: 0 },
        borderBottom: 1,
        borderColor: 'divider',
        color: over ? 'text.secondary' : 'text.primary',
      }}
    >
      <Box sx={{ fontWeight: 600 }}>{token.name}</Box>
      <Box sx={{ gridRow: { xs: 2, md: 'auto' } }}>
        {over ? t('accounts.token.expired') : label('tokens', 'expiresOn')} {day(token.expiresOn)}
      </Box>
      <Box sx={{ gridRow: { xs: 3, md: 'auto' }, color: 'text.secondary' }}>
        {token.lastUsedAt ? `${label('tokens', 'lastUsedAt')} ${instant(token.lastUsedAt)}` : t('accounts.token.never')}
      </Box>
      <Button
        size="small"
        onClick={onRemove}
        aria-label={t('accounts.token.removeLabel', { name: token.name })}
        sx={{ gridRow: { xs: '1 / 4', md: 'auto' }, gridColumn: { xs: 2, md: 'auto' } }}
      >
        {t('accounts.token.remove')}
      </Button>
    </Box>
  );
};
