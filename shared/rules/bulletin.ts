import type { BulletinFigures, FigureRow } from '../bulletins.ts';
import { chineseDay, dayOf } from './days.ts';
import type { Measures } from './measures.ts';
import type { Ranked } from './ranking.ts';

/** A share of 1 as documents write it; a rate without a base is a dash, never 0 %. */
export const percent = (rate: number | null): string => (rate === null ? '—' : `${(rate * 100).toFixed(1)}%`);

/** An instant as documents write it, in Shanghai: the last minute of a day is its end, `24时`. */
export function cutOffWords(instant: string): string {
  const at = new Date(instant);
  const [hour, minute] = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16).split(':').map(Number);
  const day = chineseDay(dayOf(at));
  if (hour === 23 && minute === 59) return `${day}24时`;
  return minute === 0 ? `${day}${hour}时` : `${day}${hour}时${minute}分`;
}

/** What documents call the region of a federation: `包头市` of `包头市总工会`. */
export const placeName = (federation: string): string => federation.replace(/(?<=.)总?工会$/, '');

type Place = Ranked<FigureRow>;

/** Nobody stands in both; who shares the last place that is named is named too. */
export type Ends = { top: Place[]; bottom: Place[] };

/**
 * The best three and the last three of a ranking, with everybody who shares their places. Whoever is last is never
 * among the best; where all are equal there is neither.
 */
export function endsOf(rows: readonly Place[], size = 3): Ends {
  const placed = rows.filter((row) => row.place !== null);
  const worst = Math.max(...placed.map((row) => row.place!));
  const top = placed.filter((row) => row.place! <= size && row.place! < worst);
  const below = (row: Place) => placed.filter((other) => other.place! > row.place!).length;
  const bottom = top.length > 0 ? placed.filter((row) => below(row) < size && !top.includes(row)) : [];
  return { top, bottom };
}

const measureWords = {
  inspectionRate: '自查率',
  rectifiedRate: '整改率',
  closedRate: '销号率',
  onTimeRate: '按期率',
} as const;

export const rankingWord = (figures: Pick<BulletinFigures, 'ranking'>): string => measureWords[figures.ranking.measure];

/** What the minimum base counts. */
const baseWords = {
  inspectionRate: '应查数',
  rectifiedRate: '问题数',
  closedRate: '问题数',
  onTimeRate: '已整改与逾期之和',
} as const;
export const baseWord = (figures: Pick<BulletinFigures, 'ranking'>): string => baseWords[figures.ranking.measure];

/** “三位” only where it is three. */
const three = (rows: readonly Place[]) => (rows.length === 3 ? '三位' : '');
const listed = (parts: readonly string[]) => parts.join('、');

function overall({ orgName, cutOffAt, total: t }: BulletinFigures): string {
  const found =
    t.items === 0
      ? '尚未发现问题'
      : `存在问题的工会${t.defective}家，发现问题${t.items}个，已整改${t.rectified}个，整改率${percent(t.rectifiedRate)}；已销号${t.closed}个，销号率${percent(t.closedRate)}`;
  const shells = t.shells > 0 ? `排查出空壳工会${t.shells}家。` : '';
  return `截至${cutOffWords(cutOffAt)}，${orgName}应自查基层工会${t.targets}家，已自查${t.submitted}家，自查率${percent(t.inspectionRate)}；${found}。${shells}`;
}

function commonest({ items, total }: BulletinFigures): string[] {
  const top = items.filter((item) => item.items > 0).slice(0, 3);
  if (top.length === 0) return [];
  const parts = top.map((item) => `“${item.text}”${item.items}个（占${percent(item.items / total.items)}）`);
  return [`问题较多的是：${listed(parts)}。`];
}

function places(figures: BulletinFigures): string[] {
  const { measure, minimumBase, previous, rows } = figures.ranking;
  const word = measureWords[measure];
  const named = (ends: readonly Place[]) =>
    [...new Set(ends.map((row) => row.place!))].map((place) => {
      const equals = ends.filter((row) => row.place === place);
      const names = listed(equals.map(({ name }) => name));
      return `${names}（${percent(equals[0]![measure])}${equals[0]!.tied ? `，并列第${place}位` : ''}）`;
    });
  const { top, bottom } = endsOf(rows);
  const placed = rows.filter((row) => row.place !== null);
  const small = rows.filter((row) => row.apart === 'small');
  const without = rows.filter((row) => row.apart === 'no-value');
  const moves = placed
    .filter((row) => row.moved !== null && row.moved !== 0)
    .sort((a, b) => Math.abs(b.moved!) - Math.abs(a.moved!))
    .slice(0, 3)
    .map((row) => `${row.name}${row.moved! > 0 ? '上升' : '下降'}${Math.abs(row.moved!)}位`);
  return [
    top.length > 0
      ? `按${word}排名，居前${three(top)}的是：${listed(named(top))}；居后${three(bottom)}的是：${listed(named(bottom))}。`
      : placed.length > 1
        ? `各地${word}相同，均为${percent(placed[0]![measure])}，排名不分先后。`
        : '参加排名的地区不足两个，本次不作排名。',
    ...(moves.length > 0 ? [`与截至${cutOffWords(previous!.cutOffAt)}的上次通报相比，${listed(moves)}。`] : []),
    ...(small.length > 0
      ? [`${listed(small.map(({ name }) => name))}因${baseWords[measure]}不足${minimumBase}，单独列示，不参加排名。`]
      : []),
    ...(without.length > 0 ? [`${listed(without.map(({ name }) => name))}尚无${word}数据，不参加排名。`] : []),
  ];
}

function late({ rows, total, cutOffAt }: BulletinFigures): string {
  const overdue = rows.filter((row) => row.overdue > 0).sort((a, b) => b.overdue - a.overdue);
  if (overdue.length === 0) return `截至${cutOffWords(cutOffAt)}，没有逾期未整改的问题。`;
  const parts = overdue.map((row) => `${row.name}${row.overdue}个`);
  return `截至${cutOffWords(cutOffAt)}，逾期未整改的问题共${total.overdue}个，其中：${listed(parts)}。`;
}

/** What the registers beside the campaign say; the advance rate is always named as what it is. */
function registers({ standing: s }: BulletinFigures): string[] {
  if (!s) return [];
  return [
    ...(s.assessed > 0
      ? [`“六有”规范化建设：已评基层工会${s.assessed}家，达标${s.standardised}家，达标率${percent(s.sixHavesRate)}。`]
      : []),
    ...(s.enterprises > 0
      ? [
          `建会工作：台账内应建会企业${s.enterprises}家，已建会${s.established}家，建会率${percent(s.establishmentRate)}；连同正在组建和有意愿的，推进率${percent(s.advanceRate)}。`,
        ]
      : []),
    ...(s.sites > 0 ? [`“三个一批”：建成建设点${s.sites}个，其中命名示范点${s.sitesListed}个。`] : []),
  ];
}

function requirements({ campaign, total, cutOffAt }: BulletinFigures): string[] {
  const today = dayOf(new Date(cutOffAt));
  const left = total.targets - total.submitted;
  const by = (day: string, coming: string, past: string) =>
    today <= day ? `${chineseDay(day)}前${coming}` : `（时限为${chineseDay(day)}，已到期）${past}`;
  const steps: [string, string][] = [
    ...(left > 0
      ? [
          [
            '尽快完成自查。',
            `尚有${left}家基层工会未完成自查，请逐家督促，${today <= campaign.submitBy ? `于${chineseDay(campaign.submitBy)}前完成` : '立即补报'}，确有困难的由上级工会代填。`,
          ] as [string, string],
        ]
      : []),
    [
      '按期整改到位。',
      `立行立改的问题${by(campaign.immediateDueOn, '整改到位', '尚未整改的要立即整改')}；限期整改的问题原则上${by(campaign.scheduledDueOn, '整改到位', '尚未整改的要立即整改')}。不能按期完成的，须在时限前申请延期并说明理由。`,
    ],
    [
      '从严核查销号。',
      '对报送整改到位的问题，上级工会要逐项核查，佐证不足的退回重改；已销号的适时开展“回头看”，防止反弹。',
    ],
    ['及时签收反馈。', '请收到通报后及时签收，并反馈逾期问题的整改安排。'],
  ];
  const numbers = '一二三四五';
  return steps.map(([head, words], index) => `（${numbers[index]}）${head}${words}`);
}

/** The text of a circular from its frozen figures, in paragraphs. The same figures give the same text. */
export function draftBody(figures: BulletinFigures): string {
  const { title, docNo } = figures.campaign;
  const parts: [string, string[]][] = [
    ['总体情况', [overall(figures), ...commonest(figures)]],
    ['排名情况', places(figures)],
    ['逾期情况', [late(figures)]],
    ['相关工作进展', registers(figures)],
    ['下一步工作要求', requirements(figures)],
  ];
  const numbers = '一二三四五';
  const lines = parts
    .filter(([, paragraphs]) => paragraphs.length > 0)
    .flatMap(([head, paragraphs], index) => [`${numbers[index]}、${head}`, ...paragraphs]);
  return [`现将“${title}”${docNo ? `（${docNo}）` : ''}进展情况通报如下。`, ...lines].join('\n');
}

/** 80 characters are the most that a title takes. */
export function draftTitle(campaignTitle: string): string {
  const whole = `关于${campaignTitle}进展情况的通报`;
  return whole.length <= 80 ? whole : `关于${campaignTitle.slice(0, 66)}…进展情况的通报`;
}

export type TextTable = {
  head: string[];
  rows: string[][];
  /** Rows that stand out, such as the total. */ strong: number[];
};

export const apartWords = { small: '单列', 'no-value': '—' } as const;

/** How a place changed since the previous circular. */
export function movedWords({ place, moved }: Pick<Place, 'place' | 'moved'>): string {
  if (place === null || moved === null) return '—';
  return moved === 0 ? '持平' : `${moved > 0 ? '升' : '降'}${Math.abs(moved)}`;
}

/** 附件 1: who has a place, best first; then the small ones and those without a value, apart. */
export function rankingTable(figures: BulletinFigures): TextTable {
  const { rows } = figures.ranking;
  return {
    head: ['名次', '地区', '自查率', '整改率', '销号率', '按期率', '逾期', '升降'],
    rows: rows.map((row) => [
      row.place === null ? apartWords[row.apart ?? 'no-value'] : `${row.place}${row.tied ? '（并列）' : ''}`,
      row.name,
      percent(row.inspectionRate),
      percent(row.rectifiedRate),
      percent(row.closedRate),
      percent(row.onTimeRate),
      String(row.overdue),
      movedWords(row),
    ]),
    strong: [],
  };
}

const summaryCells = (name: string, m: Measures): string[] => [
  name,
  ...[m.targets, m.submitted].map(String),
  percent(m.inspectionRate),
  ...[m.defective, m.items, m.rectified].map(String),
  percent(m.rectifiedRate),
  ...[m.overdue, m.closed, m.shells].map(String),
];

/** 附件 2: the 汇总表 of domain §8; the last row is the sum of those above it. */
export function summaryTable({ rows, total }: BulletinFigures): TextTable {
  return {
    head: ['地区', '应查', '已查', '自查率', '有问题单位', '问题数', '已整改', '整改率', '逾期', '已销号', '空壳数'],
    rows: [...rows.map((row) => summaryCells(row.name, row)), summaryCells('合计', total)],
    strong: [rows.length],
  };
}

export const annexNames = ['排名表', '进展情况汇总表', '整改情况图'] as const;

/** What is said below the ranking: what it goes by, and who is left apart. */
export function rankingNote(figures: BulletinFigures): string {
  const { minimumBase, previous } = figures.ranking;
  const against = previous ? `升降与截至${cutOffWords(previous.cutOffAt)}的通报相比` : '本次为首次排名，无升降';
  return `注：按${rankingWord(figures)}排名，数值相同的并列；${baseWord(figures)}不足${minimumBase}的单列，不排名；${against}。`;
}
