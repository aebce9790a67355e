import { enterpriseStages } from '../enterprises.ts';
import { can, type Actor, type Resource } from '../permissions.ts';
import { mayBy, type Right, type Subject } from './authority.ts';

/**
 * One row of the transition table. `to: 'same'` keeps the status, `'given'` is another one of `from` that the act names,
 * `'undo'` restores the one before the last step; where it depends on the status before, it is given for each.
 */
export type Step = {
  from: readonly string[];
  to: string | Readonly<Record<string, string>>;
  right: Right;
  /** A written reason is asked for; `'backwards'`: where the act goes down the list of `from`. */
  reason?: true | 'backwards';
  /** The author can take it back until somebody acts on the record again (撤回). */
  undoable?: true;
};

/** The one transition table (domain §4), keyed by resource and action; bulk and single acts, buttons and server obey it. */
export const transitions = {
  unions: {
    move: { from: ['active', 'inactive'], to: 'same', right: 'keep', reason: true },
    merge: { from: ['active', 'inactive'], to: 'merged', right: 'keep', reason: true },
    dissolve: { from: ['active', 'inactive'], to: 'dissolved', right: 'keep', reason: true },
    reveal: { from: ['active', 'inactive', 'merged', 'dissolved'], to: 'same', right: 'reveal' },
  },
  checklists: {
    publish: { from: ['draft'], to: 'published', right: 'keep' },
    retire: { from: ['published'], to: 'retired', right: 'keep' },
  },
  campaigns: {
    issue: { from: ['draft'], to: 'issued', right: 'run' },
    close: { from: ['issued'], to: 'closed', right: 'run' },
    'add-targets': { from: ['issued'], to: 'same', right: 'run', reason: true },
    remind: { from: ['issued'], to: 'same', right: 'oversee' },
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
    remind: { from: ['open', 'returned', 'reopened'], to: 'same', right: 'keep' },
    withdraw: { from: ['open', 'rectified', 'closed', 'returned', 'reopened'], to: 'undo', right: 'own' },
  },
  /** Of one item of a draw; the draw is finished when none is left. */
  reinspections: {
    record: { from: ['open'], to: 'same', right: 'keep', undoable: true },
    withdraw: { from: ['open', 'finished'], to: 'same', right: 'own' },
  },
  /** 督办: a number is given once and stays, so an issue can be cancelled but never undone. */
  supervisions: {
    issue: { from: ['draft'], to: 'issued', right: 'keep' },
    reply: { from: ['issued'], to: 'replied', right: 'receive', undoable: true },
    return: { from: ['replied'], to: 'issued', right: 'keep', reason: true, undoable: true },
    close: { from: ['replied'], to: 'closed', right: 'keep', undoable: true },
    cancel: { from: ['issued', 'replied'], to: 'withdrawn', right: 'keep', reason: true },
    withdraw: { from: ['issued', 'replied', 'closed'], to: 'undo', right: 'own' },
  },
  sites: {
    recommend: { from: ['nominated', 'recommended'], to: 'recommended', right: 'recommend', undoable: true },
    'start-building': { from: ['recommended'], to: 'building', right: 'keep', undoable: true },
    accept: { from: ['building'], to: 'accepted', right: 'accept', undoable: true },
    list: { from: ['accepted'], to: 'listed', right: 'accept', undoable: true },
    revoke: { from: ['accepted', 'listed'], to: 'revoked', right: 'accept', reason: true, undoable: true },
    return: {
      from: ['nominated', 'recommended', 'building', 'accepted'],
      to: { nominated: 'nominated', recommended: 'nominated', building: 'building', accepted: 'building' },
      right: 'send-back',
      reason: true,
      undoable: true,
    },
    /** A failed one revokes. */
    reinspect: { from: ['accepted', 'listed'], to: 'same', right: 'accept', undoable: true },
    withdraw: {
      from: ['nominated', 'recommended', 'building', 'accepted', 'listed', 'revoked'],
      to: 'undo',
      right: 'own',
    },
  },
  bulletins: {
    publish: { from: ['draft'], to: 'published', right: 'keep' },
    acknowledge: { from: ['published'], to: 'same', right: 'receive' },
  },
  imports: {
    confirm: { from: ['ready'], to: 'writing', right: 'keep' },
    cancel: { from: ['reading', 'ready'], to: 'cancelled', right: 'keep' },
    undo: { from: ['done'], to: 'undoing', right: 'keep' },
  },
  enterprises: {
    'change-stage': { from: enterpriseStages, to: 'given', right: 'keep', reason: 'backwards', undoable: true },
    move: { from: enterpriseStages, to: 'same', right: 'keep', reason: true },
    reveal: { from: enterpriseStages, to: 'same', right: 'reveal' },
    withdraw: { from: enterpriseStages, to: 'undo', right: 'own' },
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

/** Whether a step from one status to another needs a written reason. */
export function asksReason({ from, reason }: Step, before: string, after: string): boolean {
  return reason === 'backwards' ? from.indexOf(after) > from.indexOf(before) : reason === true;
}

/** The status after a step that neither restores an earlier one nor decides it by its input. */
export function statusAfter<R extends Flowing>(resource: R, action: ActionOf<R>, status: string): string {
  const { to } = stepOf(resource, action);
  const next = typeof to === 'string' ? to : (to[status] ?? status);
  return next === 'same' ? status : next;
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
