import { w as m } from '../words/word.ts';

/** What the server says when it is the one in trouble. */
export const operationsMessages = {
  overloaded: m('系统正忙，请稍后再试。', 'The server is busy: try again shortly.'),
  'took-too-long': m(
    '处理时间过长，已停止，没有任何改动；请缩小范围后重试。',
    'This took too long and was stopped; nothing was changed. Ask for less, or try again later.',
  ),
  'database-full': m(
    '服务器存储空间不足，没有保存任何内容；请稍后重试或联系管理员。',
    'The server has no room left and nothing was saved: try again later, or tell your administrator.',
  ),
} as const;
