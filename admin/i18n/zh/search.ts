/** Search across the nouns, in the bar. */
export const search = {
  open: '全局搜索',
  placeholder: '搜索工会、企业、建设点、活动',
  what: '输入名称中任意两个字，可用空格分开多个词。',
  results: '搜索结果',
  recent: '最近搜索',
  forget: '清空',
  over: '%{count} 以上',
  all: '查看全部%{name}结果',
  nothing: '没有找到',
  nothingHint: '换个词试试；只查您管辖范围内的内容。',
  single: '一个字只找以它开头的名称，再输一个字可以找任意位置。',
};
