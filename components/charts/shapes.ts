/** Width and height of a drawing in its own units; it is stretched to the place that it has. */
export const WIDTH = 1000;
export const HEIGHT = 100;

/** The part of a step that its bar fills; the rest sets it apart from the next. */
const FILLED = 0.8;

/** One path of bars, a step each, from `base` up by `values`, where `most` reaches the top. Nothing is drawn for 0. */
export function barsPath(values: readonly number[], base: readonly number[], most: number): string {
  const step = WIDTH / values.length;
  let path = "";
  for (const [index, value] of values.entries()) {
    if (value <= 0) continue;
    const bottom = HEIGHT - heightOf(base[index] ?? 0, most);
    path += `M${round(index * step)} ${round(bottom)}v${round(-heightOf(value, most))}h${round(step * FILLED)}v${round(heightOf(value, most))}z`;
  }
  return path;
}

/** One path through the middles of the steps, broken where a value is not known. A single one is a dash. */
export function linePath(values: readonly (number | null)[], most: number): string {
  const step = WIDTH / values.length;
  let path = "";
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const x = (index + 0.5) * step;
    const y = HEIGHT - heightOf(value, most);
    const isAlone = isGap(values[index - 1]) && isGap(values[index + 1]);
    if (isAlone) path += `M${round(x - step / 3)} ${round(y)}h${round((step * 2) / 3)}`;
    else path += `${isGap(values[index - 1]) ? "M" : "L"}${round(x)} ${round(y)}`;
  }
  return path;
}

/** The next round figure from `value` up, for the top of a scale: 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((each) => each * power >= value) ?? 10;
  return factor * power;
}

function isGap(value: number | null | undefined): boolean {
  return value === null || value === undefined;
}

function heightOf(value: number, most: number): number {
  return most <= 0 ? 0 : (value / most) * HEIGHT;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
