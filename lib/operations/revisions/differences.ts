import { isDeepStrictEqual } from "node:util";
import type { Change } from "../../catalogue/revision.ts";
import type { PolicyPatch } from "../../contracts/policy.ts";
import type { Json } from "../../stores/store.ts";

/** How deep a field's name goes, as in `policy.retry.max_retries`; what lies deeper is one value. */
const DEEPEST = 3;
/** Parts of an object that are told apart; one with more is one value. */
const MOST_PARTS = 100;
/** Characters of JSON that a value is told in. */
const LONGEST_VALUE = 500;

type Said = Json | undefined;

/** What changed between two values, by field. Objects are compared part by part, whatever they hold. */
export function differences(field: string, before: Said, after: Said): Change[] {
  return compare([field], before, after);
}

/** What changed in a policy, by field: `policy.failure_threshold`, `policy.retry.max_retries`. */
export function policyDifferences(before: PolicyPatch, after: PolicyPatch): Change[] {
  return differences("policy", before as Said, after as Said);
}

function compare(path: readonly string[], before: Said, after: Said): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  const parts = path.length < DEEPEST ? partsOf(before, after) : [];
  if (parts.length === 0 || parts.length > MOST_PARTS) return [change(path.join("."), before, after)];
  return parts.flatMap((name) => compare([...path, name], partOf(before, name), partOf(after, name)));
}

/** A change as it is kept: long values are cut, as text. */
function change(field: string, before: Said, after: Said): Change {
  return {
    field,
    ...(before === undefined ? {} : { before: clipped(before) }),
    ...(after === undefined ? {} : { after: clipped(after) }),
  };
}

/** The names of the parts of two objects, or none where there is something else on either side. */
function partsOf(before: Said, after: Said): string[] {
  if (![before, after].every((side) => side === undefined || isObject(side))) return [];
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
}

function partOf(whole: Said, name: string): Said {
  return isObject(whole) && Object.hasOwn(whole, name) ? whole[name] : undefined;
}

function isObject(value: Said): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function clipped(value: Json): Json {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? value : `${text.slice(0, LONGEST_VALUE)}…`.toWellFormed();
}
