import { resourceMessages } from '../resourceNames.ts';
import { fields } from './fields.ts';
import { ra } from './ra.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

/** One line per room; `en/index.ts` must have the same (the compiler asks for it). */
export const rooms = { shell, ui };

export const zh = { ra, resources: resourceMessages('zh', fields), ...rooms };
