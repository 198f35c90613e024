import type { Json } from "../stores/store.ts";

export type JsonRecord = { readonly [key: string]: Json };

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What of a stored value is not named here: another version wrote it, and it is kept. */
export function beside(value: Json, names: readonly string[]): JsonRecord {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
