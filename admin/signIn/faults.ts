import { signInFaults, signInFaultWords, type SignInFault } from '../../shared/messages/signIn.ts';
import type { Language } from '../../shared/words.ts';

const isFault = (code: string | null): code is SignInFault =>
  code !== null && (signInFaults as readonly string[]).includes(code);

/** Why the way to a provider and back ended on the sign-in page, as its address says; null where nothing went wrong. */
export function faultSentence(code: string | null, language: Language, name: string | undefined): string | null {
  if (!isFault(code)) return null;
  return signInFaultWords[code][language].replace(
    '{name}',
    name ?? { zh: '单位登录平台', en: 'the provider' }[language],
  );
}
