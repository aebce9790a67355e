import type { Answers, Inspection } from '../../shared/inspections.ts';
import { overlay, sameAnswer, unseenOf } from '../../shared/rules/drafts.ts';
import { forServer, mayStillSave } from '../inspections/draft.ts';
import { httpClient, OFFLINE, problemBody, sentenceOf, statusOf } from '../providers/httpClient.ts';
import { newKey } from '../providers/key.ts';
import { dropDraft, keepDraft, type DraftKind, type KeptDraft, type Queued, type Started } from './drafts.ts';

export type Outcome =
  | { kind: 'sent'; after: Started }
  /** No network, a server being restarted, or a session that has ended: it stays in the queue. */
  | { kind: 'waiting' }
  | { kind: 'conflict'; current: Started }
  | { kind: 'refused'; failure: unknown };

type Rules = {
  act: string;
  body: (draft: KeptDraft, version: number | undefined) => object;
  /** The record has moved on, but nothing in it that was looked at here: it can be handed in as it is. */
  untouched: (draft: KeptDraft, current: Started) => boolean;
  /** The record says already what the draft says: an earlier attempt has arrived. */
  arrived: (draft: KeptDraft, current: Started) => boolean;
};

const answersOf = (record: Started) => (record as unknown as Inspection).answers;

const rules: Record<DraftKind, Rules> = {
  inspections: {
    act: 'submit',
    body: ({ fields }, version) => ({ version, answers: forServer(fields as Answers) }),
    untouched: ({ base, fields }, current) =>
      mayStillSave(current as unknown as Inspection) &&
      Object.keys(unseenOf(answersOf(base), answersOf(current), fields as Answers)).length === 0,
    arrived: ({ base, fields }, current) => {
      const mine = overlay(answersOf(base), fields as Answers);
      const handedIn = current['status'] === 'submitted' || current['status'] === 'approved';
      return handedIn && Object.entries(mine).every(([key, answer]) => sameAnswer(answer, answersOf(current)[key]));
    },
  },
  rectifications: {
    act: 'rectify',
    body: ({ fields }, version) => ({ version, ...fields }),
    untouched: ({ base }, current) =>
      (current.mayActions?.includes('rectify') ?? false) &&
      ['status', 'measures', 'note', 'responsibleName', 'returnReason'].every(
        (field) => (base[field] ?? null) === (current[field] ?? null),
      ),
    arrived: ({ fields }, current) =>
      current['status'] === 'rectified' && current['measures'] === String(fields['measures'] ?? '').trim(),
  },
};

/** What is handed in, with the key that makes any number of attempts one. */
export function queuedNow(draft: KeptDraft, version: number | undefined): Queued {
  const body = JSON.stringify(rules[draft.kind].body(draft, version));
  return { idempotencyKey: newKey(), body, at: new Date().toISOString() };
}

/** Servers that are being restarted, limits, and sessions that have ended pass; the draft waits for it. */
const passes = (status: number | null) =>
  status === OFFLINE || status === 401 || status === 429 || (status ?? 0) >= 500;

/** Hands a queued draft in. What the server has taken leaves the device; what it refuses stays, with the reason. */
export async function sendDraft(draft: KeptDraft, attempts = 3): Promise<Outcome> {
  const { kind, id, queued } = draft;
  if (!queued) return { kind: 'waiting' };
  try {
    const { json } = await httpClient<Started>(`/api/${kind}/${encodeURIComponent(id)}/${rules[kind].act}`, {
      method: 'POST',
      body: queued.body,
      headers: { 'Idempotency-Key': queued.idempotencyKey },
    });
    await dropDraft(draft.key);
    return { kind: 'sent', after: json };
  } catch (failure) {
    if (passes(statusOf(failure))) return { kind: 'waiting' };
    const current = problemBody(failure)['current'] as Started | undefined;
    if (statusOf(failure) === 409 && current) return meet(draft, current, attempts);
    await keepDraft({ ...draft, queued: undefined, trouble: { kind: 'refused', reason: sentenceOf(failure) } });
    return { kind: 'refused', failure };
  }
}

async function meet(draft: KeptDraft, current: Started, attempts: number): Promise<Outcome> {
  const { arrived, untouched } = rules[draft.kind];
  if (arrived(draft, current)) {
    await dropDraft(draft.key);
    return { kind: 'sent', after: current };
  }
  if (attempts > 1 && untouched(draft, current)) {
    const again = { ...draft, queued: queuedNow(draft, current.version) };
    await keepDraft(again);
    return sendDraft(again, attempts - 1);
  }
  await keepDraft({ ...draft, queued: undefined, trouble: { kind: 'conflict' } });
  return { kind: 'conflict', current };
}
