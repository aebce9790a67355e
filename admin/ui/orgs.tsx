import Box from '@mui/material/Box';
import { useGetManyAggregate } from 'ra-core';
import type { Organisation } from '../../shared/organisations.ts';
import { ancestorsOf, isNominal, NATION } from '../../shared/rules/orgCode.ts';
import { useMe } from '../providers/session.ts';
import { OrgPathText } from './OrgPathText.tsx';

/** Names hardly ever change; what a screen has shown is good for the next ones. */
const namesLast = 5 * 60_000;

/** The names of organisations by code; react-admin gathers the codes of a whole page into one request. */
export function useOrgNames(codes: readonly string[], enabled = true): Map<string, Organisation> {
  const { data = [] } = useGetManyAggregate<Organisation>(
    'organisations',
    { ids: [...codes] },
    { enabled: enabled && codes.length > 0, staleTime: namesLast },
  );
  return new Map(data.filter(Boolean).map((organisation) => [organisation.code, organisation]));
}

/** From the first step below the reader's own organisation down to the code itself; nominal tiers and parents are left out. */
export function stepsBelow(code: string, root: string): string[] {
  return [code, ...ancestorsOf(code)]
    .filter(
      (step) => step !== NATION && !isNominal(step) && step !== root && (root === NATION || step.startsWith(root)),
    )
    .toReversed();
}

type Props = {
  code: string | null | undefined;
  /** The full name, not the name of the region alone. */ full?: boolean;
};

/** 新城区; a placeholder of the same height while its name is on the way. */
export const OrgName = ({ code, full = false }: Props) => {
  const organisation = useOrgNames(code ? [code] : []).get(code ?? '');
  if (!code) return <>—</>;
  return <Box component="span">{(full ? organisation?.name : organisation?.shortName) ?? ' '}</Box>;
};

/** 呼和浩特 › 新城区, from below the reader's own organisation. */
export const OrgPath = ({ code }: { code: string | null | undefined }) => {
  const root = useMe()?.org.code ?? NATION;
  const steps = code ? stepsBelow(code, root) : [];
  const shown = steps.length > 0 || !code ? steps : [code];
  const names = useOrgNames(shown);
  if (!code) return <>—</>;
  return <OrgPathText names={shown.map((step) => names.get(step)?.shortName ?? '…')} />;
};
