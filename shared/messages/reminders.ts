import { w as m } from '../words/word.ts';

/** 催办 and 督办. */
export const reminderMessages = {
  'nobody-to-remind': m('没有需要催办的工会。', 'There is nobody to remind.'),
  'reminded-today': m('今天已经催办过，请明天再催。', 'They have been reminded today: again tomorrow.'),
  'not-yours-to-oversee': m('只能催办本级管理范围内的工会。', 'You may remind only what lies within your scope.'),
  'nothing-to-supervise': m(
    '请选择逾期的整改项；本级直接负责的不能督办自己。',
    'Choose overdue items that a federation below yours has to answer for.',
  ),
  'reply-in-past': m('回复期限须在今天之后。', 'The day of reply must be after today.'),
  'not-yours-to-receive-order': m('由被督办单位回复。', 'This is for the federation that it is addressed to.'),
} as const;
