import type { Shape } from '../shape.ts';
import type { jobs as zh } from '../zh/jobs.ts';

export const jobs: Shape<typeof zh> = {
  title: 'Failed work',
  intro:
    'Background work that fails is tried again a few times and then set aside here for you. It holds up no other province and no other work.',
  none: 'No work has failed',
  tab: { aside: 'To decide', retrying: 'To be tried again', all: 'All' },
  times: 'Tried %{count} times',
  next: 'Next %{at}',
  giveUp: {
    'tell-step': 'Nobody is told of this step any more; the records themselves stay as they are.',
    'climb-ladder': 'This campaign sends no reminders today; it is tried again tomorrow.',
    'issue-campaign': 'Issuing stops half-way and what exists stays; it can be tried again later.',
  },
};
