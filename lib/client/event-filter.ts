import { EVENT_KINDS } from "../contracts/lists.ts";

/** Which events the log shows, as its URL says. */
export interface EventFilter {
  readonly kind?: string;
  readonly circuit?: string;
  /** Events older than the one with this id. */
  readonly before?: number;
  readonly limit: number;
}

const PAGE = 50;
const LONGEST_NAME = 200;

/** Reads a URL's query; what it does not understand, it leaves out. */
export function eventFilterFrom(query: Pick<URLSearchParams, "get">): EventFilter {
  const kind = EVENT_KINDS.find((each) => each === query.get("kind"));
  const circuit = (query.get("circuit") ?? "")
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, LONGEST_NAME);
  const before = query.get("before") ?? "";
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(circuit === "" ? {} : { circuit }),
    ...(/^\d{1,15}$/.test(before) ? { before: Number(before) } : {}),
    limit: PAGE,
  };
}

export function eventSearchOf({ kind, circuit, before }: Partial<EventFilter>): string {
  const query = new URLSearchParams();
  if (kind) query.set("kind", kind);
  if (circuit) query.set("circuit", circuit);
  if (before !== undefined) query.set("before", String(before));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
