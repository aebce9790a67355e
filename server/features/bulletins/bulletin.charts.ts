import type { BulletinFigures } from '../../../shared/bulletins.ts';
import { percent, rankingWord } from '../../../shared/rules/bulletin.ts';
import { daysBetween } from '../../../shared/rules/days.ts';
import type { Drawing } from '../../documents/index.ts';
import type { Shape } from '../../documents/shapes.ts';

const MARK = '3D6A94';
const FAINT = 'B8C4CF';
const LINE = '595959';
const GRID = 'BFBFBF';

/** Those with a place, best first, then those apart in a fainter tone; the target is one dashed line through all. */
export function barsOf({ ranking }: BulletinFigures): Drawing {
  const { measure, target, rows } = ranking;
  const width = 300;
  const rowHeight = rows.length > 14 ? 15 : 18;
  const height = rowHeight * Math.max(1, rows.length);
  const bars = rows.map((row, index): Shape => ({
    kind: 'box',
    x: 0,
    y: index * rowHeight + rowHeight * 0.22,
    width: width * (row[measure] ?? 0),
    height: rowHeight * 0.56,
    color: row.apart ? FAINT : MARK,
  }));
  const axis: Shape = { kind: 'path', points: [[0.4, 0], [0.4, height]], width: 0.8, color: GRID }; // prettier-ignore
  const aim: Shape[] =
    target === null
      ? []
      : [{ kind: 'path', points: [[width * target, 0], [width * target, height]], width: 1, color: LINE, dash: 3 }]; // prettier-ignore
  const values = rows.map((row) => ({ name: row.name, value: percent(row[measure]) }));
  return {
    kind: 'bars',
    rows: values,
    rowHeight,
    picture: {
      width,
      height,
      shapes: [...bars, axis, ...aim],
      text: `各地${rankingWord({ ranking })}：${values.map(({ name, value }) => `${name}${value}`).join('，')}`,
    },
  };
}

/** `9月4日`, with the year where it is another than that of the first day. */
function shortDay(day: string, first = day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${day.slice(0, 4) === first.slice(0, 4) ? '' : `${year}年`}${month}月${date}日`;
}

/** Open items by day until the cut-off, and the straight way from there to none on the last due day. */
export function burnDownOf({ days, campaign }: BulletinFigures): Drawing {
  const width = 390;
  const height = 150;
  const first = days[0]!;
  const last = days.at(-1)!;
  const end = campaign.scheduledDueOn > last.day ? campaign.scheduledDueOn : last.day;
  const span = Math.max(1, daysBetween(first.day, end));
  const most = Math.max(1, ...days.map(({ open }) => open));
  const x = (day: string) => (width * daysBetween(first.day, day)) / span;
  const y = (open: number) => 4 + (height - 8) * (1 - open / most);
  const frame: Shape[] = [
    { kind: 'path', points: [[0.4, 0], [0.4, height]], width: 0.8, color: GRID }, // prettier-ignore
    { kind: 'path', points: [[0, height - 4], [width, height - 4]], width: 0.8, color: GRID }, // prettier-ignore
  ];
  // A count stays what it was until the next day on which something moved.
  const steps = days.flatMap(({ day, open }, index): [number, number][] => {
    const before = days[index - 1];
    return before ? [[x(day), y(before.open)], [x(day), y(open)]] : [[x(day), y(open)]]; // prettier-ignore
  });
  const needed: Shape[] =
    end > last.day && last.open > 0
      ? [{ kind: 'path', points: [[x(last.day), y(last.open)], [width, y(0)]], width: 1, color: LINE, dash: 3 }] // prettier-ignore
      : [];
  return {
    kind: 'curve',
    top: String(most),
    bottom: '0',
    days: [shortDay(first.day), shortDay(end, first.day)],
    picture: {
      width,
      height,
      shapes: [...frame, { kind: 'path', points: steps, width: 1.6, color: MARK }, ...needed],
      text: `未整改问题数：${shortDay(first.day)}${first.open}个，最多${most}个，${shortDay(last.day, first.day)}${last.open}个`,
    },
  };
}
