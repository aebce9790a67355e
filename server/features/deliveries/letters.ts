import sql from 'sql-template-tag';
import { codeMinutes } from '../../../shared/mail.ts';
import type { WorkKey } from '../../../shared/me.ts';
import { listUrl } from '../../../shared/listUrl.ts';
import { chineseDay, type Day } from '../../../shared/rules/days.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import type { Letter, Line } from '../../outbound/letter.ts';
import { workOf } from '../me/me.routes.ts';
import { notificationEntity } from '../notifications/notification.entity.ts';
import { toRecords } from '../notifications/notification.record.ts';

/** Where the console stands for its readers; null where nobody has said so. */
export type Site = string | null;

export const mailPage = '/me#mail';
export const inbox = '/inbox';
const at = (site: Site, path: string) => (site === null ? null : `${site}${path}`);

const product = { zh: '工会督导台', en: 'Union Supervision Console' } as const;
const greeting = (ctx: Ctx) => (ctx.language === 'zh' ? `${ctx.actor.name}：` : `Dear ${ctx.actor.name},`);

function foot(ctx: Ctx, site: Site): Line[] {
  const zh = ctx.language === 'zh';
  return [
    { text: zh ? '打开工会督导台' : 'Open the console', href: at(site, '/') },
    {
      text: zh ? '更改或停止这类邮件：个人设置' : 'Change or stop these e-mails: personal settings',
      href: at(site, mailPage),
    },
  ];
}

/** What presses stands first; the rest follows in the order of the home page. */
const first: readonly WorkKey[] = ['overdue', 'returned', 'dueThisWeek', 'toVerify', 'toDecide', 'toReview', 'toFill'];
const rank = (key: WorkKey) => (first.includes(key) ? first.indexOf(key) : first.length);

const dayWords = (day: Day, language: 'zh' | 'en') => (language === 'zh' ? chineseDay(day).slice(5) : day);

/** Notices that came since an instant and have not been read. */
async function unreadSince(ctx: Ctx, since: Date): Promise<number> {
  const [row] = await ctx.query<{ n: number }>(sql`
    select count(*) as n from notifications
    where province_code = any(${provincesOf(ctx.actor)}) and recipient_id = ${ctx.actor.id} and read_at is null
      and cancelled_at is null and created_at > ${since} and ${inScope(ctx, 'notifications')}`);
  return row!.n;
}

/** What waits for the person today, by the numbers of the home page; null where nothing does. */
export async function digestLetter(ctx: Ctx, site: Site, since: Date): Promise<Letter | null> {
  const [{ counts }, came] = await Promise.all([workOf(ctx), unreadSince(ctx, since)]);
  const { language } = ctx;
  const open = counts.filter(({ count }) => count > 0).sort((a, b) => rank(a.key) - rank(b.key));
  if (open.length === 0 && came === 0) return null;
  const zh = language === 'zh';
  const lines: Line[] = [
    ...open.map(({ key, count, resource, filter }) => ({
      text: wordFor('workKey', key, language),
      count,
      href: at(site, listUrl(resource, filter)),
    })),
    ...(came > 0 ? [{ text: zh ? '未读的新提醒' : 'New notices, unread', count: came, href: at(site, inbox) }] : []),
  ];
  const gist = lines
    .slice(0, 3)
    .map(({ text, count }) => `${text} ${count}`)
    .join(zh ? '、' : ', ');
  return {
    subject: zh ? `【${product.zh}】${dayWords(ctx.today, 'zh')}：${gist}` : `[${product.en}] ${ctx.today}: ${gist}`,
    greeting: greeting(ctx),
    lead: zh ? `${dayWords(ctx.today, 'zh')}，您的待办如下：` : `What waits for you on ${ctx.today}:`,
    lines,
    foot: foot(ctx, site),
  };
}

/** At most so many are named; the inbox has them all. */
const named = 20;

/** What presses, of these notices, as far as it is unread, standing and within the person's scope; null for nothing. */
export async function noticeLetter(ctx: Ctx, site: Site, ids: readonly string[]): Promise<Letter | null> {
  const rows = await scoped(ctx, notificationEntity).findMany(ids);
  const unread = rows.filter(({ readAt, cancelledAt }) => readAt === null && cancelledAt === null);
  const standing = (await toRecords(ctx, unread)).filter(({ open }) => open);
  if (standing.length === 0) return null;
  const newest = standing.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const zh = ctx.language === 'zh';
  const lines = newest.slice(0, named).map(({ title, detail, door }): Line => {
    const path = door.id ? `/${door.resource}/${door.id}/show` : listUrl(door.resource, door.filter);
    return { text: detail ? `${title}${zh ? '。' : '. '}${detail}` : title, href: at(site, path) };
  });
  const more = newest.length - lines.length;
  const others = newest.length - 1;
  const gist = newest[0]!.title + (others === 0 ? '' : zh ? `（另有 ${others} 条）` : ` (and ${others} more)`);
  return {
    subject: zh ? `【${product.zh}】${gist}` : `[${product.en}] ${gist}`,
    greeting: greeting(ctx),
    lead: zh ? '有紧急事项需要您处理：' : 'This needs your attention now:',
    lines: [
      ...lines,
      ...(more > 0 ? [{ text: zh ? '更多，见收件箱' : 'More, in the inbox', count: more, href: at(site, inbox) }] : []),
    ],
    foot: foot(ctx, site),
  };
}

/** The code that confirms an address. It asks nobody to follow a link. */
export function codeLetter(ctx: Ctx, code: string): Letter {
  const zh = ctx.language === 'zh';
  return {
    subject: zh ? `【${product.zh}】邮箱验证码` : `[${product.en}] Code for your e-mail address`,
    greeting: greeting(ctx),
    lead: zh
      ? `请在“个人设置”中填入以下验证码，${codeMinutes} 分钟内有效：`
      : `Enter this code in your personal settings within ${codeMinutes} minutes:`,
    code,
    lines: [],
    foot: [{ text: zh ? '如非本人操作，请忽略本邮件。' : 'If you did not ask for it, ignore this e-mail.' }],
  };
}
