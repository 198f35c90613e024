const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A stretch of time that a drawing covers, in milliseconds since the epoch. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** How much of a period is over at an instant, 0 to 1. */
export function placeIn({ from, until }: Period, at: number): number {
  return until <= from ? 0 : Math.min(1, Math.max(0, (at - from) / (until - from)));
}

/** Half a dozen instants to read a period by, at whole minutes, hours or days of the reader's clock. */
export function ticksOf({ from, until }: Period): Tick[] {
  const length = until - from;
  const step = length <= 2 * HOUR_MS ? 10 * MINUTE_MS : length <= 2 * DAY_MS ? 4 * HOUR_MS : DAY_MS;
  const offset = new Date(until).getTimezoneOffset() * MINUTE_MS;
  const ticks: Tick[] = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at < until; at += step) {
    ticks.push({ at, label: step === DAY_MS ? dayOf(at) : timeOf(at) });
  }
  return ticks;
}

/** The time of day by the reader's clock, `14:02`. */
export function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/** The time of day with its seconds, and with the day where that is not the day of `now`. */
export function momentOf(at: number, now: number): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString("en-GB");
  return date.toDateString() === new Date(now).toDateString() ? time : `${dayOf(at)} ${time}`;
}

function dayOf(at: number): string {
  return new Date(at).toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" });
}

/** Whose clock that is: `Europe/Berlin, UTC+01:00`, or `UTC`. */
export function zoneInWords(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (minutes === 0) return "UTC";
  const two = (part: number) => String(part).padStart(2, "0");
  const offset = `${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${timeZone}, UTC${minutes < 0 ? "−" : "+"}${offset}`;
}

/** The same moment for everybody: `13:02:11 UTC`, with the day where that is not the day of `now`. */
export function utcMoment(at: number, now: number): string {
  const [day = "", time = ""] = new Date(at).toISOString().slice(0, 19).split("T");
  return `${day === new Date(now).toISOString().slice(0, 10) ? "" : `${day} `}${time} UTC`;
}
