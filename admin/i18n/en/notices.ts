import type { notices as zh } from '../zh/notices.ts';
import type { Shape } from '../shape.ts';

export const notices: Shape<typeof zh> = {
  make: 'Papers',
  title: 'Make the papers?',
  consequence:
    'One for each union of what is shown, in one Word file, each with a slip to send back; at most 500 unions at once.',
  download: 'Make and download',
  kind: 'Kind of paper',
  prefix: 'Document number (first part)',
  prefixHint: 'Left empty, the number is filled in by hand.',
  firstNo: 'First number',
  firstNoHint: 'Counts up from here, paper by paper.',
  signedOn: 'Day under the signature',
};
