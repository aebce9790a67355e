import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import type { Organisation } from '../../shared/organisations.ts';
import { NATION } from '../../shared/rules/orgCode.ts';
import { useT } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { useFormat } from '../ui/format.ts';
import { OrgPath } from '../ui/orgs.tsx';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { OrgMark } from './OrgMark.tsx';

const perPage = 50;

type Props = { q: string; own: string; selected: string | null; onChoose: (code: string) => void };

/** What is called so below the own organisation, each with its path. */
export const FoundOrganisations = ({ q, own, selected, onChoose }: Props) => {
  const t = useT();
  const { number } = useFormat();
  const {
    data,
    total = 0,
    error,
    isPending,
    refetch,
  } = useGetList<Organisation>(
    'organisations',
    {
      filter: { q, nominal: false, ...(own === NATION ? {} : { orgCode: own }) },
      sort: { field: 'code', order: 'ASC' },
      pagination: { page: 1, perPage },
    },
    { placeholderData: (before) => before },
  );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} compact />;
  if (isPending) return <ListSkeleton rows={5} />;
  if (data.length === 0) return <EmptyState compact title={t('accounts.noFound')} />;
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data.map((organisation) => (
          <Box component="li" key={organisation.code}>
            <ButtonBase
              aria-current={organisation.code === selected ? 'true' : undefined}
              onClick={() => onChoose(organisation.code)}
              sx={{
                display: 'flex',
                justifyContent: 'flex-start',
                width: 1,
                gap: 1,
                px: 2,
                py: 0.75,
                minHeight: { xs: size.tap, md: size.row },
                textAlign: 'left',
                fontSize: '0.875rem',
                bgcolor: organisation.code === selected ? 'selected' : 'transparent',
                '&:hover': { bgcolor: 'hover' },
              }}
            >
              <Box sx={{ flex: 1, minWidth: 0 }}>
                {organisation.code === own ? organisation.shortName : <OrgPath code={organisation.code} />}
              </Box>
              <OrgMark organisation={organisation} />
            </ButtonBase>
          </Box>
        ))}
      </Box>
      {total > data.length && (
        <Typography variant="caption" component="p" sx={{ px: 2, pt: 1 }}>
          {t('accounts.more', { count: number(total - data.length) })}
        </Typography>
      )}
    </>
  );
};
