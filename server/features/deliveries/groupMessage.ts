import { channelTopics } from '../../../shared/channels.ts';
import { notificationGroups, notificationKinds, type NotificationKind } from '../../../shared/notifications.ts';
import { wordFor } from '../../../shared/words.ts';
import type { GroupMessage } from '../../outbound/robots.ts';
import { inbox } from './letters.ts';

/** The kinds of each topic, as the database takes them. */
export const kindsOfTopics = JSON.stringify(
  Object.fromEntries(channelTopics.map((topic) => [topic, notificationGroups[topic]])),
);

/** What a group is told: how many of what, and where to look. No person and no union is named. */
export function newsMessage(news: readonly { kind: NotificationKind; n: number }[], site: string | null): GroupMessage {
  const ranked = [...news].sort((a, b) => notificationKinds.indexOf(a.kind) - notificationKinds.indexOf(b.kind));
  return {
    title: '工会督导台提醒',
    lines: [
      ...ranked.map(({ kind, n }) => `- ${wordFor('news', kind, 'zh')}：${n}`),
      site ? `[查看待办](${site}${inbox})` : '请登录工会督导台查看。',
    ],
  };
}

export const testMessage = (site: string | null): GroupMessage => ({
  title: '工会督导台测试消息',
  lines: ['收到此消息，说明通道已接通。', ...(site ? [`[打开工会督导台](${site}/)`] : [])],
});
