/** What is sent as a JPEG is called one. */
export function nameFor(name: string, type: string): string {
  if (type !== 'image/jpeg' || /\.(jpe?g|jfif)$/i.test(name)) return name;
  return `${name.replace(/\.[^.]*$/, '') || 'photo'}.jpg`;
}
