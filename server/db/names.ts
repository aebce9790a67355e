/** More than the product has: a list's filters make statements without end, and each costs memory on each connection. */
const MOST = 400;

const known = new Map<string, string>();

/**
 * The name under which a connection keeps a statement parsed and planned. One name may have several texts (by scope,
 * by filter): each has a number. Undefined once there are too many; such a statement is planned each time.
 */
export function nameOf(name: string, text: string): string | undefined {
  const key = `${name} ${text}`;
  const given = known.get(key);
  if (given !== undefined || known.size >= MOST) return given;
  const made = `${name}.${known.size}`;
  known.set(key, made);
  return made;
}
