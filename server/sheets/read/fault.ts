import type { Fault } from '../../../shared/faults.ts';
import type { sheetMessages } from '../../../shared/messages/sheets.ts';

export type SheetFaultCode = keyof typeof sheetMessages;

/** A file that can't be read, and why: the sender's to mend, never a failure of the server. */
export class SheetError extends Error {
  override name = 'SheetError';
  readonly fault: Fault & { code: SheetFaultCode };

  constructor(code: SheetFaultCode, params?: Record<string, unknown>) {
    super(code);
    this.fault = { code, ...(params ? { params } : {}) };
  }
}
