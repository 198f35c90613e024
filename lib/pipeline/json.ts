/** What is nested more deeply is taken for unfit, so that nothing can exhaust the stack. */
const DEEPEST = 100;

/** Whether a value is plain JSON, so that writing and reading it gives the same. Absent and undefined are alike. */
export function isJson(value: unknown): boolean {
  try {
    return isJsonWithin(value, DEEPEST);
  } catch {
    // A property that throws when it is read.
    return false;
  }
}

/** The same text for the same JSON, in whatever order its properties are. Null where the value is not plain JSON. */
export function canonicalJson(value: unknown): string | null {
  return isJson(value) ? JSON.stringify(sorted(value)) : null;
}

function isJsonWithin(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJsonWithin(item, depth - 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((item) => item === undefined || isJsonWithin(item, depth - 1));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  // Names that look like integers come first in any object, but in the same order whoever wrote them.
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item)]));
}
