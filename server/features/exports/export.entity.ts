import { EntitySchema } from 'typeorm';
import type { ExportFormat, ExportKind, ExportStatus } from '../../../shared/exports.ts';
import type { Language } from '../../../shared/words.ts';
import { codeColumn, stamps } from '../../db/columns.ts';

export type ExportRow = {
  id: string;
  requestedBy: string;
  /** Where its author stood. */
  orgCode: string;
  kind: ExportKind;
  format: ExportFormat;
  /** The language that the file speaks: that of the request. */
  language: Language;
  filter: Record<string, unknown>;
  sort: [field: string, direction: 'ASC' | 'DESC'] | null;
  filename: string;
  status: ExportStatus;
  total: number;
  done: number;
  rowsWritten: number | null;
  attempts: number;
  beatAt: Date;
  failure: string | null;
  sha256: string | null;
  bytes: number | null;
  finishedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const exportEntity = new EntitySchema<ExportRow>({
  name: 'Export',
  tableName: 'exports',
  columns: {
    id: { type: 'uuid', primary: true },
    requestedBy: { name: 'requested_by', type: 'uuid', select: false },
    orgCode: codeColumn('org_code'),
    kind: { type: 'text' },
    format: { type: 'text' },
    language: { type: 'text' },
    filter: { type: 'jsonb' },
    sort: { type: 'jsonb', nullable: true },
    filename: { type: 'text' },
    status: { type: 'text' },
    total: { type: 'integer' },
    done: { type: 'integer' },
    rowsWritten: { name: 'rows_written', type: 'integer', nullable: true },
    attempts: { type: 'integer' },
    beatAt: { name: 'beat_at', type: 'timestamptz', select: false },
    failure: { type: 'text', nullable: true },
    sha256: { type: 'text', nullable: true, select: false },
    bytes: { type: 'bigint', nullable: true },
    finishedAt: { name: 'finished_at', type: 'timestamptz', nullable: true },
    ...stamps,
  },
});
