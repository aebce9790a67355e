import type { NoticeParams, NotificationKind } from '../notifications.ts';
import { daysBetween, type Day } from '../rules/days.ts';
import type { Language } from './word.ts';

/** What a sentence is made of. `count` is that of now, where it is known. */
export type Told = {
  kind: NotificationKind;
  /** Tells of one union or record, not of many. */
  single: boolean;
  params: NoticeParams;
  dueOn: Day | null;
};

type Sentence = { title: string; detail: string | null };

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function dayIn(language: Language, day: Day, today: Day): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const other = !today.startsWith(String(year));
  if (language === 'zh') return `${other ? `${year}年` : ''}${month}月${date}日`;
  return `${date} ${months[month - 1]}${other ? ` ${year}` : ''}`;
}

/** `今天到期`, `明天到期`, `3 天后到期（9月30日）`, `9月30日到期` once it has passed. */
function dueWords(language: Language, day: Day, today: Day): string {
  const left = daysBetween(today, day);
  const date = dayIn(language, day, today);
  if (language === 'zh') {
    if (left === 0) return '今天到期';
    if (left === 1) return '明天到期';
    return left > 1 ? ` ${left} 天后到期（${date}）` : ` ${date}到期`;
  }
  if (left === 0) return 'due today';
  if (left === 1) return 'due tomorrow';
  return left > 1 ? `due in ${left} days (${date})` : `due on ${date}`;
}

const ofCampaign = (title: string | undefined, language: Language) =>
  title ? (language === 'zh' ? `《${title}》` : `“${title}”`) : '';

const grouped = (count: number) => count.toLocaleString('en-US');

type Parts = { c: string; n: number; what: string; due: string; org: string; no: string; single: boolean };
type Template = Record<Language, (p: Parts) => string>;

const item = (n: number) => (n === 1 ? 'fault' : 'faults');
const union = (n: number) => (n === 1 ? 'union' : 'unions');
const t = (zh: (p: Parts) => string, en: (p: Parts) => string): Template => ({ zh, en });

/** The one place where notices become sentences; the count never stands alone, and what is done is said first. */
const templates: Record<NotificationKind, Template> = {
  issued: t(
    ({ single, what, c }) => (single ? `${what}已下发，请填报` : `${what}已下发，本辖区 ${c} 家工会应查`),
    ({ single, what, c, n }) =>
      single ? `${what} has been issued: please fill it in` : `${what} has been issued: ${c} ${union(n)} in your area`,
  ),
  'fill-due': t(
    ({ single, what, c, due }) => (single ? `${what}填报${due}` : `${c} 家工会还没有填报，${due}`),
    ({ single, what, c, n, due }) => (single ? `${what} is ${due}` : `${c} ${union(n)} have not answered, ${due}`),
  ),
  'fill-overdue': t(
    ({ single, what, c }) => (single ? `${what}填报已过期限，请尽快补填` : `${c} 家工会逾期没有填报`),
    ({ single, what, c, n }) =>
      single ? `${what} is past its day: please fill it in` : `${c} ${union(n)} have not answered in time`,
  ),
  'to-review': t(
    ({ c }) => `${c} 份自查待您审核`,
    ({ c, n }) => `${c} ${n === 1 ? 'inspection waits' : 'inspections wait'} for your approval`,
  ),
  'inspection-returned': t(
    ({ what }) => `${what}自查被退回，请修改后重新提交`,
    ({ what }) => `Your answers to ${what} came back: please mend and submit them again`,
  ),
  'item-due': t(
    ({ c, due }) => `${c} 项整改${due}`,
    ({ c, n, due }) => `${c} ${item(n)} to rectify, ${due}`,
  ),
  'item-overdue': t(
    ({ c }) => `${c} 项整改已逾期`,
    ({ c, n }) => `${c} ${item(n)} ${n === 1 ? 'is' : 'are'} overdue`,
  ),
  'item-returned': t(
    ({ c }) => `${c} 项整改被退回或反弹，请重新整改`,
    ({ c, n }) => `${c} ${item(n)} came back: please rectify again`,
  ),
  'to-verify': t(
    ({ c }) => `${c} 项整改待您核查`,
    ({ c, n }) => `${c} ${item(n)} to verify`,
  ),
  'to-decide': t(
    ({ c }) => `${c} 项延期申请待您审批`,
    ({ c, n }) => `${c} ${n === 1 ? 'extension' : 'extensions'} to decide`,
  ),
  'extension-decided': t(
    ({ c }) => `${c} 项延期申请有了结果`,
    ({ c, n }) => `${c} ${n === 1 ? 'extension has' : 'extensions have'} been decided`,
  ),
  reminder: t(
    ({ single, org, what, c }) => (single ? `${org}催办：请尽快填报${what}` : `${org}催办：${c} 家工会还没有填报`),
    ({ single, org, what, c, n }) =>
      single ? `${org} asks you to fill in ${what}` : `${org} asks: ${c} ${union(n)} have not answered`,
  ),
  'reminder-items': t(
    ({ org, c }) => `${org}催办：${c} 项整改请尽快办理`,
    ({ org, c, n }) => `${org} asks you to rectify ${c} ${item(n)}`,
  ),
  'supervision-draft': t(
    ({ org, c }) => `致${org}的督办单待下发：${c} 项逾期`,
    ({ org, c, n }) => `An order to ${org} awaits your decision: ${c} overdue ${item(n)}`,
  ),
  supervision: t(
    ({ org, no, due }) => `${org}督办：${no}，回复${due}`,
    ({ org, no, due }) => `${org} supervises: ${no}, reply ${due}`,
  ),
  'supervision-due': t(
    ({ no, due }) => `${no}的回复${due}`,
    ({ no, due }) => `The reply to ${no} is ${due}`,
  ),
  'supervision-overdue': t(
    ({ no }) => `${no}逾期没有回复`,
    ({ no }) => `${no} has not been replied to in time`,
  ),
  'supervision-replied': t(
    ({ org, no }) => `${org}已回复${no}，请核办`,
    ({ org, no }) => `${org} has replied to ${no}: please decide`,
  ),
  'supervision-returned': t(
    ({ no, due }) => `${no}的回复被退回，重新回复${due}`,
    ({ no, due }) => `The reply to ${no} came back: a new one is ${due}`,
  ),
  'supervision-closed': t(
    ({ no }) => `${no}已办结`,
    ({ no }) => `${no} is closed`,
  ),
  circular: t(
    ({ org, what }) => `${org}印发${what}，请签收`,
    ({ org, what }) => `${org} has published ${what}: please acknowledge it`,
  ),
  reinspection: t(
    ({ c }) => `${c} 项回头看待复查`,
    ({ c, n }) => `${c} ${item(n)} to inspect again`,
  ),
};

/** The sentence of a notice in the reader's language, and a second line with what it is part of and why. */
export function noticeSentence(
  { kind, single, params, dueOn }: Told,
  { language, today, count = params.count ?? 1 }: { language: Language; today: Day; count?: number },
): Sentence {
  const what = ofCampaign(params.title, language);
  const parts: Parts = {
    c: grouped(count),
    n: count,
    what,
    due: dueOn ? dueWords(language, dueOn, today) : '',
    org: params.orgName ?? '',
    no: params.docNo ?? '',
    single,
  };
  const title = templates[kind][language](parts).replace('， ', '，');
  const details = [what && title.includes(what) ? '' : what, params.reason ?? '', params.by ?? ''].filter(Boolean);
  return {
    title,
    detail: details.length > 0 ? details.join(language === 'zh' ? '　' : ' · ') : null,
  };
}
