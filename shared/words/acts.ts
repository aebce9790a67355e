/** Acts that have another word on this resource: `close` is 销号 for an item and 结束 for a campaign. */
const own: Record<string, string> = {
  'campaigns/close': 'close-campaign',
  'bulletins/publish': 'publish-bulletin',
  'supervisions/issue': 'issue-supervision',
  'supervisions/close': 'close-supervision',
  'sites/create': 'nominate',
  'failed-jobs/retry': 'retry-job',
};

/** The key among the words of acts by which an act on a resource is named. */
export const actKey = (resource: string, action: string): string => own[`${resource}/${action}`] ?? action;
