import { resourceMessages } from '../resourceNames.ts';
import { fields } from './fields.ts';
import { ra } from './ra.ts';
import { home } from './home.ts';
import { inspections } from './inspections.ts';
import { rectifications } from './rectifications.ts';
import { unions } from './unions.ts';
import { accounts } from './accounts.ts';
import { campaigns } from './campaigns.ts';
import { checklists } from './checklists.ts';
import { dashboard } from './dashboard.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

/** One line per room; `en/index.ts` must have the same (the compiler asks for it). */
export const rooms = {
  shell,
  ui,
  home,
  inspections,
  rectifications,
  unions,
  campaigns,
  dashboard,
  checklists,
  accounts,
};

export const zh = { ra, resources: resourceMessages('zh', fields), ...rooms };
