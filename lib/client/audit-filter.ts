import { ACT_KINDS } from "../contracts/lists.ts";

/** Which acts the audit shows, as its URL says. Times are as the API takes them: `24h`, or an instant. */
export interface AuditFilter {
  readonly actor?: string;
  /** One kind, or several with commas between. */
  readonly kind?: string;
  readonly object?: string;
  readonly since?: string;
  readonly until?: string;
  /** Acts older than the one with this id. */
  readonly before?: number;
}

const LONGEST = { actor: 200, object: 330 };
const AGO = /^[0-9]{1,5}[mhd]$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
const KINDS: readonly string[] = ACT_KINDS;

/** Reads a URL's query; what it does not understand, it leaves out. */
export function auditFilterFrom(query: Pick<URLSearchParams, "get">): AuditFilter {
  const kinds = (query.get("kind") ?? "").split(",").filter((each) => KINDS.includes(each));
  const before = query.get("before") ?? "";
  const texts = {
    actor: textOf(query.get("actor"), LONGEST.actor),
    kind: kinds.join(","),
    object: textOf(query.get("object"), LONGEST.object),
    since: momentOf(query.get("since")),
    until: momentOf(query.get("until")),
  };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== "")),
    ...(/^\d{1,15}$/.test(before) ? { before: Number(before) } : {}),
  };
}

export function auditSearchOf(filter: AuditFilter): string {
  const query = new URLSearchParams();
  for (const name of ["actor", "kind", "object", "since", "until", "before"] as const) {
    const value = filter[name];
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

function textOf(value: string | null, longest: number): string {
  return (value ?? "")
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, longest);
}

function momentOf(value: string | null): string {
  const text = value ?? "";
  return AGO.test(text) || (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) ? text : "";
}
