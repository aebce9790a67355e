import type { Import } from '../../../shared/imports.ts';
import { isMessageCode, sentence } from '../../../shared/messages.ts';
import { mayActions, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import type { ImportEntityRow } from './import.entity.ts';

/** What the transition table asks of an import: once its rows are dropped there is nothing to take back. */
export const flowOf = ({ status, orgCode, droppedAt }: ImportEntityRow): Flow => ({
  status,
  subject: { orgCode },
  ...(droppedAt ? { blocked: { undo: 'import-dropped' } } : {}),
});

export function toRecord(ctx: Ctx, row: ImportEntityRow): Import {
  const { id, kind, filename, bytes, params, status, policy, ignored, version } = row;
  const code = row.failure?.code;
  return {
    id,
    kind,
    filename,
    bytes: Number(bytes),
    params,
    status,
    policy,
    progress: { done: row.done, total: row.total },
    counts: { create: row.creates, update: row.updates, unchanged: row.unchanged, error: row.faults },
    ignored,
    errors: code && isMessageCode(code) ? [sentence(code, ctx.language, row.failure?.params)] : [],
    dropped: row.droppedAt !== null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    mayActions: mayActions('imports', ctx.actor, flowOf(row)),
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
