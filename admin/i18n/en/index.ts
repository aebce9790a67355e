import english from 'ra-language-english';
import { resourceMessages } from '../resourceNames.ts';
import type { Shape } from '../shape.ts';
import type { rooms as zhRooms } from '../zh/index.ts';
import { fields } from './fields.ts';
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

export const rooms: Shape<typeof zhRooms> = {
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

export const en = { ra: english.ra, resources: resourceMessages('en', fields), ...rooms };
