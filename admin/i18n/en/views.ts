import type { Shape } from '../shape.ts';
import type { views as zh } from '../zh/views.ts';

export const views: Shape<typeof zh> = {
  title: 'Views',
  none: 'No saved views yet',
  save: 'Save this view',
  name: 'Name of the view',
  what: 'Filter, order and columns as they are now, on every device.',
  willReplace: 'You have a view of this name; it will be replaced.',
  replace: 'Replace',
  taken: 'You have a view of this name already.',
  saved: 'Saved “%{name}”',
  rename: 'Rename “%{name}”',
  remove: 'Delete “%{name}”',
  removed: 'Deleted “%{name}”',
  makeDefault: 'Open the list with “%{name}”',
  notDefault: 'No longer open the list with “%{name}”',
};
