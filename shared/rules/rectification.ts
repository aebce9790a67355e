import type { Extension } from '../rectifications.ts';
import type { Author } from './authority.ts';
import { dueAfterRefusal, dueAfterReopening, dueAfterReturn } from './deadlines.ts';
import { dayOf, latest, type Day } from './days.ts';

/** An extension as it is stored: with the place of whoever asked, on which the right to decide depends. */
export type StoredExtension = Extension & { requester: Author };

/** What a step of a rectification may change; instants are ISO texts. */
export type ItemState = {
  status: string;
  track: string;
  dueOn: Day;
  measures: string | null;
  note: string | null;
  responsibleName: string | null;
  rectifiedAt: string | null;
  rectifiedBy: string | null;
  marker: Author | null;
  /** Marked after its due day. */
  late: boolean;
  closedAt: string | null;
  closedBy: string | null;
  returnReason: string | null;
  extension: StoredExtension | null;
  extensionPending: boolean;
  attachmentIds: string[];
};

/** The last step, with what it changed, so that its author can take it back. `void` steps belong to the inspection. */
export type Undo<State> = {
  action: string;
  actorId: string | null;
  before: Partial<State>;
  /** The re-inspection that took the step: it is taken back there, with the outcome that caused it. */
  via?: string;
};

export type StepAuthor = Author & { name: string };
export type Moment = { at: Date };

export type ItemAct =
  | {
      action: 'rectify';
      measures: string;
      note?: string | null;
      responsibleName?: string | null;
      attachmentIds: string[];
      replacedIds?: readonly string[];
      shared?: boolean;
    }
  | { action: 'close' }
  | { action: 'return'; reason: string }
  | { action: 'reopen'; reason: string; dueOn?: Day | undefined; via?: string }
  | { action: 'request-extension'; until: Day; reason: string }
  | { action: 'decide-extension'; approve: boolean; reason?: string | null }
  /** The inspection was returned, exempted or taken back: the item counts nowhere. */
  | { action: 'void' }
  /** The item is bad again at the next submission: back with its history and its first due day. */
  | { action: 'reinstate'; baseDueOn: Day; track: string };

/** The due day with the days given back that a pending request has waited: waiting makes nobody late. */
const waited = ({ dueOn, extension, extensionPending }: ItemState, today: Day): Day =>
  extensionPending && extension ? dueAfterRefusal({ dueOn, requestedOn: extension.requestedOn }, today) : dueOn;

/** The evidence that an item has after a mark: what it had, but for what is replaced, and what comes. */
export const evidenceAfter = (
  { attachmentIds }: Pick<ItemState, 'attachmentIds'>,
  act: { attachmentIds: readonly string[]; replacedIds?: readonly string[] },
): string[] => [...new Set([...attachmentIds.filter((id) => !act.replacedIds?.includes(id)), ...act.attachmentIds])];

/** What an act changes. Whether it is allowed was decided by the transition table before. */
export function changeOf(state: ItemState, act: ItemAct, who: StepAuthor, { at }: Moment): Partial<ItemState> {
  const today = dayOf(at);
  const author: Author = { id: who.id, orgCode: who.orgCode, role: who.role };
  switch (act.action) {
    case 'rectify':
      return {
        status: 'rectified',
        measures: act.measures,
        note: act.note ?? state.note,
        responsibleName: act.responsibleName ?? state.responsibleName ?? who.name,
        rectifiedAt: at.toISOString(),
        rectifiedBy: who.name,
        marker: author,
        late: today > waited(state, today),
        dueOn: waited(state, today),
        closedAt: null,
        closedBy: null,
        attachmentIds: evidenceAfter(state, act),
        ...(state.extensionPending
          ? { extension: { ...state.extension!, decision: 'lapsed' }, extensionPending: false }
          : {}),
      };
    case 'close':
      return { status: 'closed', closedAt: at.toISOString(), closedBy: who.name };
    case 'return':
      return {
        status: 'returned',
        returnReason: act.reason,
        dueOn: dueAfterReturn({ dueOn: state.dueOn, rectifiedOn: dayOf(new Date(state.rectifiedAt ?? at)) }, today),
      };
    case 'reopen':
      return {
        status: 'reopened',
        returnReason: act.reason,
        closedAt: null,
        closedBy: null,
        // A day that was asked for is the day; the usual one never takes days away.
        dueOn: act.dueOn ?? latest(dueAfterReopening(today), state.dueOn),
      };
    case 'request-extension':
      return {
        extensionPending: true,
        extension: {
          until: act.until,
          reason: act.reason,
          requestedOn: today,
          requestedBy: who.name,
          requester: author,
          decision: null,
          decidedBy: null,
          decisionReason: null,
        },
      };
    case 'decide-extension': {
      const extension = state.extension!;
      return {
        extensionPending: false,
        dueOn: act.approve ? latest(extension.until, waited(state, today)) : waited(state, today),
        extension: {
          ...extension,
          decision: act.approve ? 'approved' : 'refused',
          decidedBy: who.name,
          decisionReason: act.reason ?? null,
        },
      };
    }
    case 'void':
      return { status: 'withdrawn', extensionPending: false };
    case 'reinstate':
      return {
        status: 'open',
        track: act.track,
        dueOn: act.baseDueOn,
        late: false,
        rectifiedAt: null,
        rectifiedBy: null,
        marker: null,
        closedAt: null,
        closedBy: null,
        returnReason: null,
        ...(state.extension?.decision === null ? { extension: { ...state.extension, decision: 'lapsed' } } : {}),
      };
  }
}

/** The fields of `state` that `change` touches, as they were. */
export function beforeOf<State extends object>(state: State, change: Partial<State>): Partial<State> {
  return Object.fromEntries(Object.keys(change).map((key) => [key, state[key as keyof State]])) as Partial<State>;
}
