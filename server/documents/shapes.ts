/** What charts in documents are made of, in points from the top left corner. No text: words belong to the document. */
export type Shape =
  | { kind: 'box'; x: number; y: number; width: number; height: number; color: Color }
  | { kind: 'path'; points: readonly (readonly [x: number, y: number])[]; width: number; color: Color; dash?: number };

/** Six hexadecimal digits. */
export type Color = string;

type Size = { width: number; height: number };

const round = (value: number): number => Math.round(value * 100) / 100;

/** The shapes as SVG: what newer word processors show and print. */
export function toSvg({ width, height }: Size, shapes: readonly Shape[]): string {
  const parts = shapes.map((shape) =>
    shape.kind === 'box'
      ? `<rect x="${round(shape.x)}" y="${round(shape.y)}" width="${round(shape.width)}" height="${round(shape.height)}" fill="#${shape.color}"/>`
      : `<polyline points="${shape.points.map((point) => point.map(round).join(',')).join(' ')}" fill="none" stroke="#${shape.color}" stroke-width="${shape.width}"${shape.dash ? ` stroke-dasharray="${shape.dash}"` : ''}/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;
}

export type Segment = { from: readonly [number, number]; to: readonly [number, number] };

/** The pieces that are drawn of a line: itself, or its dashes. */
export function segmentsOf(shape: Extract<Shape, { kind: 'path' }>): Segment[] {
  const whole = shape.points.slice(1).map((to, index): Segment => ({ from: shape.points[index]!, to }));
  return shape.dash ? dashed(whole, shape.dash) : whole;
}

function dashed(lines: readonly Segment[], dash: number): Segment[] {
  const pieces: Segment[] = [];
  let walked = 0;
  for (const { from, to } of lines) {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const at = (s: number) =>
      [from[0] + ((to[0] - from[0]) * s) / length, from[1] + ((to[1] - from[1]) * s) / length] as const;
    for (let s = 0; s < length;) {
      const phase = (walked + s) % (2 * dash);
      const end = Math.min(length, s + (phase < dash ? dash - phase : 2 * dash - phase));
      if (phase < dash) pieces.push({ from: at(s), to: at(end) });
      // A remainder too small for a number to hold must not stop the walk.
      s = Math.max(end, s + 1e-6);
    }
    walked += length;
  }
  return pieces;
}
