import { w as m } from '../words/word.ts';

/** What concerns numbers that are shown masked. */
export const privacyMessages = {
  'not-yours-to-reveal': m(
    '这些号码您已能看到，或不由您查看。',
    'You see these numbers already, or they are not yours to see.',
  ),
  'masked-number': m(
    '号码被遮住了一部分：请填写完整号码，或保持原样不动。',
    'Part of this number is masked: write it in full, or leave it as it was.',
  ),
};
