import type { AuditFilter } from "@/lib/client/audit-filter.ts";

/** Times back from now, as the API takes them. */
export const ranges = [
  { since: "1h", name: "Last hour" },
  { since: "24h", name: "Last 24 hours" },
  { since: "7d", name: "Last 7 days" },
  { since: "30d", name: "Last 30 days" },
] as const;

/** The one of `ranges` that a filter is, `any` where it has no times, else `between`. */
export function rangeOf({ since, until }: AuditFilter): string {
  if (since === undefined && until === undefined) return "any";
  return until === undefined && ranges.some((range) => range.since === since) ? String(since) : "between";
}

/** An instant as a `datetime-local` field shows it: by the reader's clock, to the minute. Empty for anything else. */
export function fieldOf(moment: string | undefined): string {
  const at = Date.parse(moment ?? "");
  if (Number.isNaN(at)) return "";
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant that a `datetime-local` field means. */
export function momentOf(field: string): string | undefined {
  const at = Date.parse(field);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
