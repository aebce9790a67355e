import type { Shape } from '../shape.ts';
import type { uploads as zh } from '../zh/uploads.ts';

export const uploads: Shape<typeof zh> = {
  hint: 'Pictures, PDF, Word, Excel: at most %{count}, up to %{limit} each; photos are made smaller before they are sent',
  deskHint: 'Or drop files here, or paste a screenshot with Ctrl+V',
  drop: 'Drop to add',
  heic: 'This browser can’t open HEIC photos: add it from the phone itself, or convert it to JPG first',
  preparing: 'Preparing',
  waiting: 'Waiting for the network',
  tooBig: 'Larger than %{limit}: compress it first',
  offline: 'No network: sending goes on by itself when it returns',
  retrying: 'The connection broke: sending goes on by itself in a moment',
  resumed: 'Sending %{count} files that did not arrive last time; remove what is not needed',
  fault: '“%{name}”: %{fault}',
  full: 'That is all: %{count} files',
  leftOut: 'At most %{limit} files: %{count} were not added',
  same: '“%{name}” is there already and was kept once',
  empty: '“%{name}” is empty and was not added',
  before: 'before the item existed',
  after: 'after it was marked rectified',
};
