import { isNominal } from '../../shared/rules/orgCode.ts';

/** How a body without an official code is numbered: the code above it, a letter, then this many digits. */
export type CodePlan = { prefix: string; digits: 1 | 2 };

const municipalities = new Set(['11', '12', '31', '50']);

/** Null where nothing can be added: a code below a province is a city's, and below a township there is none. */
export function codePlanFor(code: string): CodePlan | null {
  // A municipality's bodies stand below its nominal tier.
  if (municipalities.has(code)) return { prefix: `${code}01`, digits: 1 };
  if (/^\d{4}$/.test(code) && !isNominal(code)) return { prefix: code, digits: 1 };
  if (/^\d{6}$/.test(code) && !isNominal(code)) return { prefix: code, digits: 2 };
  return null;
}

const letters = 'PQRSTUVWXYZABCDEFGHIJKLMNO'.split('');

/** The first code of the plan that is not taken: 150102P01. */
export function nextCode({ prefix, digits }: CodePlan, taken: readonly string[]): string {
  const used = new Set(taken);
  for (const letter of letters) {
    for (let number = 1; number < 10 ** digits; number++) {
      const code = `${prefix}${letter}${String(number).padStart(digits, '0')}`;
      if (!used.has(code)) return code;
    }
  }
  return '';
}
