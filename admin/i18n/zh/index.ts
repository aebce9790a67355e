import { resourceMessages } from '../resourceNames.ts';
import { fields } from './fields.ts';
import { ra } from './ra.ts';
import { evidence } from './evidence.ts';
import { exports } from './exports.ts';
import { haves } from './haves.ts';
import { home } from './home.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import { inspections } from './inspections.ts';
import { notices } from './notices.ts';
import { rectifications } from './rectifications.ts';
import { phone } from './phone.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { reinspections } from './reinspections.ts';
import { unionChanges } from './unionChanges.ts';
import { unions } from './unions.ts';
import { accounts } from './accounts.ts';
import { bulletins } from './bulletins.ts';
import { campaigns } from './campaigns.ts';
import { channels, person } from './channels.ts';
import { checklists } from './checklists.ts';
import { cockpit } from './cockpit.ts';
import { dashboard } from './dashboard.ts';
import { jobs } from './jobs.ts';
import { ledger } from './ledger.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { sites } from './sites.ts';
import { ui } from './ui.ts';
import { uploads } from './uploads.ts';
import { views } from './views.ts';

/** One line per room; `en/index.ts` must have the same (the compiler asks for it). */
export const rooms = {
  shell,
  ui,
  uploads,
  views,
  evidence,
  exports,
  haves,
  home,
  imports,
  inspections,
  notices,
  phone,
  rectifications,
  search,
  settings,
  reinspections,
  unionChanges,
  unions,
  bulletins,
  campaigns,
  cockpit,
  dashboard,
  checklists,
  accounts,
  sites,
  jobs,
  ledger,
  inbox,
  channels,
  signIn,
  person,
};

export const zh = { ra, resources: resourceMessages('zh', fields), ...rooms };
