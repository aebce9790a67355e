import { EntitySchema } from 'typeorm';
import type { Fault } from '../../../shared/faults.ts';
import type { ImportKindName, ImportPolicy, ImportStatus } from '../../../shared/imports.ts';
import type { Language } from '../../../shared/words.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type ImportEntityRow = {
  provinceCode: string;
  id: string;
  orgCode: string;
  requestedBy: string;
  kind: ImportKindName;
  /** The language of whoever brought it: choices are read in both, sentences are written in this one. */
  language: Language;
  params: Record<string, string>;
  filename: string;
  bytes: number;
  sha256: string | null;
  status: ImportStatus;
  policy: ImportPolicy | null;
  total: number;
  done: number;
  creates: number;
  updates: number;
  unchanged: number;
  faults: number;
  ignored: string[];
  failure: Fault | null;
  attempts: number;
  beatAt: Date;
  namesPending: boolean;
  finishedAt: Date | null;
  droppedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const importEntity = new EntitySchema<ImportEntityRow>({
  name: 'Import',
  tableName: 'imports',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    requestedBy: { name: 'requested_by', type: 'uuid', select: false },
    kind: { type: 'text' },
    language: { type: 'text' },
    params: { type: 'jsonb' },
    filename: { type: 'text' },
    bytes: { type: 'bigint' },
    sha256: { type: 'text', nullable: true, select: false },
    status: { type: 'text' },
    policy: { type: 'text', nullable: true },
    total: { type: 'integer' },
    done: { type: 'integer' },
    creates: { type: 'integer' },
    updates: { type: 'integer' },
    unchanged: { type: 'integer' },
    faults: { type: 'integer' },
    ignored: { type: 'jsonb' },
    failure: { type: 'jsonb', nullable: true },
    attempts: { type: 'integer' },
    beatAt: { name: 'beat_at', type: 'timestamptz', select: false },
    namesPending: { name: 'names_pending', type: 'boolean', select: false },
    finishedAt: { name: 'finished_at', type: 'timestamptz', nullable: true },
    droppedAt: { name: 'dropped_at', type: 'timestamptz', nullable: true },
    ...stamps,
  },
});
