/** Words of the page on background work that failed. */
export const jobs = {
  title: '搁置的任务',
  intro: '后台任务失败后会自动重试几次，仍不成功就搁置在这里，等您处理；不会影响其他省份和其他任务。',
  none: '没有失败的任务',
  tab: { aside: '待处理', retrying: '等待重试', all: '全部' },
  times: '已试 %{count} 次',
  next: '下次 %{at}',
  giveUp: {
    'tell-step': '这一步的消息提醒不再发出，业务记录不受影响。',
    'climb-ladder': '今天不再发出这个活动的到期提醒，明天会再试。',
    'issue-campaign': '下发停在中途，已生成的自查保留；以后可以再试。',
  },
};
