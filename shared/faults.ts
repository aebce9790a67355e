import type { z } from 'zod';
import { isMessageCode, sentence, type MessageCode } from './messages.ts';
import type { Language } from './words.ts';

/** A sentence of the product, with what it names. */
export type Fault = MessageCode | { code: MessageCode; params: Record<string, unknown> };

/** zod's issues as the faults of the product, by field path: the same in a form and in the server's answer. */
export function faultsOf(error: z.ZodError): Record<string, Fault> {
  const faults: Record<string, Fault> = {};
  for (const issue of error.issues) faults[issue.path.join('.') || 'body'] ??= faultOf(issue);
  return faults;
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  const key = issue.code === 'custom' ? String(issue.params?.key ?? '') : '';
  if (isMessageCode(key)) return key;
  if (issue.code === 'too_small') {
    if (issue.origin === 'number') return { code: 'too-small', params: { minimum: issue.minimum } };
    return issue.minimum === 1 ? 'required' : 'too-short';
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'number'
      ? { code: 'too-big', params: { maximum: issue.maximum } }
      : { code: 'too-long', params: { maximum: issue.maximum } };
  }
  if (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)) return 'required';
  return 'invalid-value';
}

export const faultSentence = (fault: Fault, language: Language): string =>
  typeof fault === 'string' ? sentence(fault, language) : sentence(fault.code, language, fault.params);
