import type { RaRecord } from 'ra-core';
import type { ReactNode } from 'react';
import type { words } from '../../../shared/words.ts';
import type { ActDialogProps } from '../ActDialog.tsx';

/** A record as lists need it. */
export type Row = RaRecord<string> & { version?: number; mayActions?: string[] };

export type Column<R extends Row> = {
  /** The field; also what the column is sorted by. */
  source: string;
  /** By default the field's name. */
  label?: string;
  /** By default the field's value in words. */
  render?: (record: R) => ReactNode;
  /** Whether the server sorts by it; a text is the field to sort by instead. */
  sort?: boolean | string;
  align?: 'right';
  width?: number | string;
  /** Not shown until chosen. */
  hidden?: boolean;
  /** Stays while a record is open beside the list; by default the first column, the status and the due day do. */
  narrow?: boolean;
};

export type Choice = { id: string; name: string };

/** One filter of a list. Everything it holds is in the address. */
export type FilterField = { label?: string } & (
  | { kind: 'search'; source?: string; hint?: string }
  | { kind: 'choice'; source: string; options: readonly Choice[]; multiple?: boolean }
  /** A choice among the words of a group of `shared/words.ts`. */
  | { kind: 'word'; source: string; group: keyof typeof words; only?: readonly string[]; multiple?: boolean }
  | { kind: 'org'; source?: string }
  /** From … to, as `source_gte` and `source_lte`. */
  | { kind: 'days' | 'numbers'; source: string }
  | { kind: 'flag'; source: string }
  | { kind: 'custom'; source: string; render: (value: unknown, change: (value: unknown) => void) => ReactNode }
);

export type Tab = { key: string; label: string; filter: Record<string, unknown>; count?: number | undefined };

export type BulkAct = Pick<ActDialogProps, 'form' | 'initial' | 'ready' | 'reason'> & {
  action: string;
  /** Names the act and its effect: `(n) => 销号 ${n} 项`. By default the word and the count. */
  label?: (count: number) => string;
  /** What follows from it; given, it asks once. */
  consequence?: (count: number) => ReactNode;
  /** Whether these rows allow it; by default their `mayActions` say so. */
  allowed?: (rows: readonly Row[]) => boolean;
  /** Does it in its own way; by default the bulk act of that name. */
  perform?: (rows: readonly Row[], body: Record<string, unknown>) => Promise<void>;
};

export type CardParts = {
  title: ReactNode;
  /** Beside the title, at the right. */
  status?: ReactNode;
  /** Below, one line each. */
  lines?: ReactNode[];
  /** At the bottom, left and right. */
  foot?: ReactNode;
};
