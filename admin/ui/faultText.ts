type Fault = string | { message: string; args?: object };

const mark = '@@react-admin@@';

/**
 * The sentence of a field's fault. react-admin hands it over in three shapes: a text, `@@react-admin@@{"message":…}` from
 * the validator of a field, and, against its types, an object from the validator of a form.
 */
export function faultText(
  translate: (key: string, args?: object) => string,
  message: Fault | undefined,
): string | undefined {
  if (!message) return undefined;
  const fault =
    typeof message === 'string' && message.startsWith(mark)
      ? (JSON.parse(message.slice(mark.length)) as Fault)
      : message;
  return typeof fault === 'string'
    ? translate(fault, { _: fault })
    : translate(fault.message, { _: fault.message, ...fault.args });
}
