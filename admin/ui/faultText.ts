/** react-admin hands the message of a validator over as `@@react-admin@@{"message":…}`. */
export function faultText(
  translate: (key: string, args?: object) => string,
  message: string | undefined,
): string | undefined {
  if (!message) return undefined;
  const mark = '@@react-admin@@';
  if (!message.startsWith(mark)) return translate(message, { _: message });
  const parsed = JSON.parse(message.slice(mark.length)) as string | { message: string; args?: object };
  return typeof parsed === 'string' ? translate(parsed, { _: parsed }) : translate(parsed.message, parsed.args);
}
