import type { SiteTotals } from '../site-overview.ts';
import type { Language } from '../words.ts';
import type { Month } from './months.ts';
import { levelOf } from './orgCode.ts';

export type ParagraphInput = {
  organisation: { code: string; name: string };
  /** The newest month reported; null without any. */
  month: Month | null;
  /** The first month of a period; null for everything so far. */
  from: Month | null;
  total: SiteTotals;
};

/** 全市, 全省, 全县 …: the whole of an organisation, told from its level and the last word of its place. */
export function wholeOf({ code, name }: { code: string; name: string }): string {
  const level = levelOf(code);
  if (level === 'nation') return '全国';
  const place = name.replace(/(总工会|工会联合会|工联会|工会)$/, '');
  const last = /(街道|地区|省|市|区|县|州|盟|旗|镇|乡)$/.exec(place)?.[1];
  const usual = { province: '省', city: '市', district: '区', township: '镇' }[level];
  return `全${last ?? usual}`;
}

/** 1.25亿元 · 36.5万元 · 8000元: at most two decimals of the largest unit that fits. */
export function yuanInWords(yuan: number): string {
  const short = (value: number) => String(Number(value.toFixed(2)));
  if (Math.abs(yuan) >= 1e8) return `${short(yuan / 1e8)}亿元`;
  return Math.abs(yuan) >= 1e4 ? `${short(yuan / 1e4)}万元` : `${yuan}元`;
}

const yuanInEnglish = (yuan: number): string => {
  const short = (value: number) => String(Number(value.toFixed(2)));
  return Math.abs(yuan) >= 1e6 ? `${short(yuan / 1e6)} million yuan` : `${yuan.toLocaleString('en-US')} yuan`;
};

const monthInChinese = (month: Month) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** The paragraph that goes into a report. What is nothing is not mentioned; all numbers are those of the page. */
export function siteParagraph(input: ParagraphInput, language: Language): string {
  return language === 'zh' ? inChinese(input) : inEnglish(input);
}

function inChinese({ organisation, month, from, total }: ParagraphInput): string {
  const until = month && (from ? `${monthInChinese(from)}至${monthInChinese(month)}` : `截至${monthInChinese(month)}`);
  const some = (value: number, text: string) => (value > 0 ? [text] : []);
  const covered = [
    ...some(total.unions, `工会${total.unions}家`),
    ...some(total.enterprises, `企业${total.enterprises}家`),
    ...some(
      total.workers,
      `职工${total.workers}人${total.migrantWorkers > 0 ? `（其中农民工${total.migrantWorkers}人）` : ''}`,
    ),
  ].join('、');
  const parts = [
    `${wholeOf(organisation)}完成“三个一批”建设点${total.sites}个`,
    ...some(total.socialWorkers, `配备专职社工${total.socialWorkers}名`),
    ...(covered ? [`覆盖${covered}`] : []),
    ...some(total.services, `为职工办实事${total.services}件`),
    ...some(total.visitors, `接待来访${total.visitors}人次`),
    ...some(total.disputes, `调处劳动争议${total.disputes}件`),
    ...some(total.participants, `参加劳动竞赛${total.participants}人次`),
    ...some(total.suggestions, `提出合理化建议${total.suggestions}条`),
    ...some(total.benefitYuan, `产生经济效益${yuanInWords(total.benefitYuan)}`),
  ];
  return `${[...(until ? [until] : []), ...parts].join('，')}。`;
}

function inEnglish({ organisation, month, from, total }: ParagraphInput): string {
  const n = (value: number) => value.toLocaleString('en-US');
  const until = month ? (from ? `From ${from} to ${month}, ` : `By ${month}, `) : '';
  const some = (value: number, text: string) => (value > 0 ? [text] : []);
  const migrants = total.migrantWorkers > 0 ? ` (${n(total.migrantWorkers)} of them migrant workers)` : '';
  const having = [
    ...some(total.unions, `${n(total.unions)} unions`),
    ...some(total.enterprises, `${n(total.enterprises)} enterprises`),
    ...some(total.workers, `${n(total.workers)} workers${migrants}`),
  ];
  const done = [
    ...some(total.services, `${n(total.services)} things done for workers`),
    ...some(total.visitors, `${n(total.visitors)} visitors received`),
    ...some(total.disputes, `${n(total.disputes)} disputes settled`),
    ...some(total.participants, `${n(total.participants)} contest participants`),
    ...some(total.suggestions, `${n(total.suggestions)} suggestions`),
    ...some(total.benefitYuan, `an economic benefit of ${yuanInEnglish(total.benefitYuan)}`),
  ];
  const sentences = [
    `${until}${n(total.sites)} demonstration sites were completed in ${organisation.name}.`,
    ...(total.socialWorkers ? [`They have ${n(total.socialWorkers)} social workers.`] : []),
    ...(having.length > 0 ? [`They cover ${having.join(', ')}.`] : []),
    ...(done.length > 0 ? [`Results: ${done.join(', ')}.`] : []),
  ];
  return sentences.join(' ');
}
