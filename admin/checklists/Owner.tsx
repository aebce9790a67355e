import { NATION } from '../../shared/rules/orgCode.ts';
import { useT } from '../i18n/index.ts';
import { OrgName } from '../ui/orgs.tsx';

/** Who made a checklist; those of the nation come with the product. */
export const Owner = ({ code }: { code: string }) => {
  const t = useT();
  return code === NATION ? <>{t('checklists.builtIn')}</> : <OrgName code={code} full />;
};
