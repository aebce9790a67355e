import type { z } from 'zod';
import { isMessageCode, sentence, type MessageCode } from './messages.ts';
import type { Language } from './words.ts';

export type Fault = { code: MessageCode; params?: Record<string, unknown> };

/**
 * zod's issues as the faults of the product, by field path: one sentence for a form and for the interface. Parse with
 * `reportInput`, so that an empty text is told from one that is too short.
 */
export function faultsOf(error: z.ZodError): Record<string, Fault> {
  const faults: Record<string, Fault> = {};
  for (const issue of error.issues) faults[issue.path.join('.') || 'body'] ??= faultOf(issue);
  return faults;
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  const key = issue.code === 'custom' ? String(issue.params?.['key'] ?? '') : '';
  if (isMessageCode(key)) return { code: key };
  if (issue.code === 'too_small') {
    if (issue.origin === 'number') return { code: 'too-small', params: { minimum: issue.minimum } };
    return { code: issue.minimum === 1 || issue.input === '' ? 'required' : 'too-short' };
  }
  if (issue.code === 'too_big') {
    const code = issue.origin === 'number' ? 'too-big' : 'too-long';
    return { code, params: { maximum: issue.maximum } };
  }
  return { code: issue.code === 'invalid_type' ? 'required' : 'invalid-value' };
}

export function faultSentence(fault: Fault | MessageCode, language: Language): string {
  return typeof fault === 'string' ? sentence(fault, language) : sentence(fault.code, language, fault.params);
}
