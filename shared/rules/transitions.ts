import { can, type Actor, type Resource } from '../permissions.ts';
import { mayBy, type Right, type Subject } from './authority.ts';

/** One row of the transition table. `to: 'same'` keeps the status, `'undo'` restores the one before the last step. */
export type Step = {
  from: readonly string[];
  to: string;
  right: Right;
  /** A written reason is asked for. */
  reason?: true;
  /** The author can take it back until somebody acts on the record again (撤回). */
  undoable?: true;
};

/** The one transition table (domain §4), keyed by resource and action; bulk and single acts, buttons and server obey it. */
export const transitions = {
  checklists: {
    publish: { from: ['draft'], to: 'published', right: 'keep' },
    retire: { from: ['published'], to: 'retired', right: 'keep' },
  },
  campaigns: {
    issue: { from: ['draft'], to: 'issued', right: 'run' },
    close: { from: ['issued'], to: 'closed', right: 'run' },
    'add-targets': { from: ['issued'], to: 'same', right: 'run', reason: true },
  },
  inspections: {
    save: { from: ['pending', 'returned'], to: 'same', right: 'answer' },
    submit: { from: ['pending', 'returned'], to: 'submitted', right: 'answer', undoable: true },
    approve: { from: ['submitted'], to: 'approved', right: 'review', undoable: true },
    return: { from: ['submitted'], to: 'returned', right: 'review', reason: true, undoable: true },
    exempt: {
      from: ['pending', 'submitted', 'approved', 'returned'],
      to: 'exempted',
      right: 'exempt',
      reason: true,
      undoable: true,
    },
    withdraw: { from: ['submitted', 'approved', 'returned', 'exempted'], to: 'undo', right: 'own' },
  },
  rectifications: {
    rectify: { from: ['open', 'returned', 'reopened'], to: 'rectified', right: 'mark', undoable: true },
    close: { from: ['rectified'], to: 'closed', right: 'verify', undoable: true },
    return: { from: ['rectified'], to: 'returned', right: 'verify', reason: true, undoable: true },
    reopen: { from: ['closed'], to: 'reopened', right: 'verify', reason: true, undoable: true },
    'request-extension': {
      from: ['open', 'returned', 'reopened'],
      to: 'same',
      right: 'mark',
      reason: true,
      undoable: true,
    },
    'decide-extension': { from: ['open', 'returned', 'reopened'], to: 'same', right: 'verify', undoable: true },
    withdraw: { from: ['open', 'rectified', 'closed', 'returned', 'reopened'], to: 'undo', right: 'own' },
  },
} satisfies Partial<Record<Resource, Record<string, Step>>>;

export type Flowing = keyof typeof transitions;
export type ActionOf<R extends Flowing> = keyof (typeof transitions)[R] & string;

/** What the table asks of a record: its status, its place, and facts that close single doors (`blocked`). */
export type Flow = { status: string; subject: Subject; blocked?: Partial<Record<string, string>> };

export type Refusal = { kind: 'forbidden' | 'conflict'; code: string };

export function stepOf<R extends Flowing>(resource: R, action: ActionOf<R>): Step {
  return transitions[resource][action] as Step;
}

/** Null when the actor may take the step now; else whether it is the person (403) or the state (409) that forbids it. */
export function refusalOf<R extends Flowing>(
  resource: R,
  action: ActionOf<R>,
  actor: Actor,
  flow: Flow,
): Refusal | null {
  const step = stepOf(resource, action);
  if (!can(actor, action, resource)) return { kind: 'forbidden', code: 'role-forbidden' };
  if (step.right !== 'own' && !mayBy(step.right, actor, flow.subject)) {
    return { kind: 'forbidden', code: `not-yours-to-${step.right}` };
  }
  if (!step.from.includes(flow.status)) return { kind: 'conflict', code: 'transition-not-allowed' };
  if (step.right === 'own' && !mayBy('own', actor, flow.subject))
    return { kind: 'conflict', code: 'nothing-to-withdraw' };
  const blocked = flow.blocked?.[action];
  return blocked ? { kind: 'conflict', code: blocked } : null;
}

/** The acts that this person may take on this record now: what `mayActions` shows and the server obeys. */
export function mayActions<R extends Flowing>(resource: R, actor: Actor, flow: Flow): ActionOf<R>[] {
  const actions = Object.keys(transitions[resource]) as ActionOf<R>[];
  return actions.filter((action) => refusalOf(resource, action, actor, flow) === null);
}
