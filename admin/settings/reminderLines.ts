import { tracks } from '../../shared/checklists.ts';
import type { Settings } from '../../shared/settings.ts';
import type { useT, useWord } from '../i18n/index.ts';
import type { useFormat } from '../ui/format.ts';

type Line = { name: string; text: string };
type Words = {
  t: ReturnType<typeof useT>;
  word: ReturnType<typeof useWord>;
  label: (field: string) => string;
  list: ReturnType<typeof useFormat>['list'];
};

/** The ladder in words: what is told when, to whom, and when an order follows. */
export function reminderLines(value: Settings['reminders'], { t, word, label, list }: Words): Line[] {
  const days = (before: readonly number[]) =>
    before.length === 0
      ? t('settings.before.none')
      : t('settings.before.days', { days: list([...before].sort((a, b) => b - a)) });
  return [
    ...tracks.flatMap((track) => [
      { name: t('settings.before.title', { track: word('track', track) }), text: days(value[track].before) },
      {
        name: t('settings.superviseAfter', { track: word('track', track) }),
        text: t('settings.workdays', { count: value[track].superviseAfter }),
      },
    ]),
    { name: label('overdueLevels'), text: list(value.overdueLevels.map((level) => word('level', level))) || '—' },
    { name: label('superviseLevel'), text: word('level', value.superviseLevel) },
    { name: label('replyDays'), text: t('settings.workdays', { count: value.replyDays }) },
    { name: label('automatic'), text: t(value.automatic ? 'settings.automatic.on' : 'settings.automatic.off') },
    { name: label('workingDays'), text: t(value.workingDays ? 'settings.workingDays.on' : 'settings.workingDays.off') },
  ];
}
