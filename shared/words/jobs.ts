import { w } from './word.ts';

/** Words of background work that failed. */
export const jobWords = {
  failedJobKind: {
    'tell-step': w('发出消息提醒', 'Telling people of a step'),
    'climb-ladder': w('按期限提醒和督办', 'Reminding of due days'),
    'issue-campaign': w('下发督导活动', 'Issuing a campaign'),
  },
  failedJobStatus: {
    retrying: w('等待重试', 'To be tried again'),
    'set-aside': w('已搁置', 'Set aside'),
    'given-up': w('已放弃', 'Given up'),
  },
} as const;
