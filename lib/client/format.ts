const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds as `2:46`, or `1:02:46` from an hour on. Rounds up: zero is shown when it is reached, not before. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  return whole >= HOUR
    ? `${Math.floor(whole / HOUR)}:${two(minutes)}:${two(whole % MINUTE)}`
    : `${minutes}:${two(whole % MINUTE)}`;
}

/** Seconds in at most two units, as one says them: `41 s`, `2 m 14 s`, `6 d 4 h`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return twoUnits(whole, MINUTE, "m", 1, "s");
  if (whole < DAY) return twoUnits(whole, HOUR, "h", MINUTE, "m");
  return twoUnits(whole, DAY, "d", HOUR, "h");
}

function twoUnits(seconds: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % big) / small);
  const head = `${count(Math.floor(seconds / big))} ${bigName}`;
  return rest === 0 ? head : `${head} ${rest} ${smallName}`;
}

/** How long ago, in one unit: `just now`, `41 s ago`, `3 d ago`. */
export function ago(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 1) return "just now";
  if (whole < MINUTE) return `${whole} s ago`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} m ago`;
  if (whole < DAY) return `${Math.floor(whole / HOUR)} h ago`;
  return `${count(Math.floor(whole / DAY))} d ago`;
}

// One locale for figures: the console's language is English, and server and browser must write the same.
const figures = new Intl.NumberFormat("en-US");

export function count(value: number): string {
  return figures.format(value);
}

/** 1 circuit, 2 circuits. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 0.9614 as `96.1 %`. Never rounds up to 100: a failure must stay visible. */
export function percent(share: number): string {
  const tenths = Math.floor(share * 1000 + 1e-9) / 10;
  return `${tenths === 100 || tenths === 0 ? tenths : tenths.toFixed(1)} %`;
}

/** A share that somebody set, or that is let through: 0.65 as `65 %`, 0.075 as `7.5 %`. Below 1, never rounds up to 100. */
export function sharePercent(share: number): string {
  const tenths = Math.floor(share * 1000 + 1e-9) / 10;
  return share > 0 && tenths === 0 ? "<0.1 %" : `${tenths} %`;
}

export function milliseconds(value: number): string {
  if (value < 1) return "<1 ms";
  if (value < 1000) return `${Math.round(value)} ms`;
  return `${(value / 1000).toFixed(value < 10_000 ? 1 : 0)} s`;
}
