import type { Shape } from '../shape.ts';
import type { unionChanges as zh } from '../zh/unionChanges.ts';

export const unionChanges: Shape<typeof zh> = {
  more: 'More acts',
  menu: { move: 'Move to another area', merge: 'Merge into another union', dissolve: 'Dissolve' },
  title: { move: 'Move %{name}', merge: 'Merge %{name}', dissolve: 'Dissolve %{name}' },
  confirm: { move: 'Move', merge: 'Merge', dissolve: 'Dissolve' },
  target: 'Move to',
  targetHint: 'Choose the new area',
  into: 'Merge into',
  intoHint: 'Type the name of the union that goes on',
  on: 'Takes effect on',
  openWork: 'Unfinished work',
  carry: {
    move: 'Goes along: the new superiors take over',
    merge: 'Goes to the union that it merges into',
  },
  end: 'Ends here: inspections are exempted, their items withdrawn',
  will: {
    title: 'What will happen',
    carried: 'Inspections that go along: %{inspections}, with %{items} open items.',
    ended: 'Inspections that end: %{inspections}, with %{items} open items withdrawn.',
    endedAnyway: 'The new area is not reached, or the other union has this inspection already.',
    idle: 'There is no unfinished work.',
    moveAccounts: "Reporters' accounts that move and sign in again: %{count}.",
    endAccounts: "Reporters' accounts that are disabled: %{count}.",
    mergeEnterprises: 'Enterprises that the other union covers from now on: %{count}.',
    dissolveEnterprises:
      'Enterprises it no longer covers: %{count}. Without any union, back to outreach: %{uncovered}.',
    past: 'Finished work stays where it is, and past figures stay what they were.',
    final: 'This cannot be undone.',
    back: 'It can be moved back if need be.',
  },
  done: {
    move: 'Moved to %{name}.',
    merge: 'Merged into %{name}.',
    dissolve: 'Dissolved.',
    survivor: 'See the union that goes on',
    inspections: 'See its inspections',
    rectifications: 'See its rectifications',
  },
  ended: {
    merged: 'Merged',
    dissolved: 'Dissolved',
    mergedOn: 'On %{day} merged into',
    dissolvedOn: 'Dissolved on %{day}.',
    reason: 'Reason: %{reason}',
    elsewhere: 'a union outside of your scope',
    absorbed: 'Merged into this union:',
  },
};
