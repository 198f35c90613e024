import type { FieldProblem } from "@/lib/client/api-error.ts";
import { count } from "@/lib/client/format.ts";
import type { Policy, PolicyPatch } from "@/lib/contracts/policy.ts";
import { type PolicyField, policyGroups } from "./policy-fields.ts";

/** What is typed, by the field's name; blank is inherited. */
export type PolicyDraft = ReadonlyMap<string, string>;

/** Stands in a draft for null. */
export const NONE = "none";

const NESTED = "retry.";

/** A policy's values by the names of its fields. */
export function valuesOf({ retry = {}, ...plain }: PolicyPatch): Map<string, unknown> {
  return new Map([
    ...Object.entries(plain),
    ...Object.entries(retry).map(([name, value]) => [NESTED + name, value] as const),
  ]);
}

export function draftOf(policy: PolicyPatch): PolicyDraft {
  const said = [...valuesOf(policy)].filter(([, value]) => value !== undefined);
  return new Map(said.map(([name, value]) => [name, value === null ? NONE : String(value)]));
}

/** What a whole policy says beyond the one that it lies over. */
export function beyond(policy: Policy, base: Policy): PolicyPatch {
  const below = valuesOf(base);
  return patchFrom(new Map([...valuesOf(policy)].filter(([name, value]) => below.get(name) !== value)));
}

/**
 * What a draft says. What `before` says of fields that this form does not know is kept. Ranges are the API's to judge;
 * what is no figure at all cannot be sent to it.
 */
export function patchOf(
  draft: PolicyDraft,
  before: PolicyPatch = {},
): { readonly policy: PolicyPatch; readonly errors: readonly FieldProblem[] } {
  const values = valuesOf(before);
  const errors: FieldProblem[] = [];
  for (const field of policyGroups.flatMap(({ fields }) => fields)) {
    const value = readField(field, (draft.get(field.name) ?? "").trim());
    if (Number.isNaN(value)) errors.push({ field: field.name, message: "has to be a number, such as 5 or 0.25" });
    values.set(field.name, value);
  }
  return { policy: patchFrom(values), errors };
}

function readField(field: PolicyField, text: string): unknown {
  if (text === "") return undefined;
  if (field.kind === "choice") return text;
  if (text === NONE && field.none !== undefined) return null;
  return numberOf(text);
}

/** A figure as people type one; NaN where it is none. */
export function numberOf(text: string): number {
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? Number(text) : Number.NaN;
}

function patchFrom(values: ReadonlyMap<string, unknown>): PolicyPatch {
  const said = [...values].filter(([, value]) => value !== undefined);
  const retry = said.filter(([name]) => name.startsWith(NESTED)).map(([name, v]) => [name.slice(NESTED.length), v]);
  const plain = said.filter(([name]) => !name.startsWith(NESTED));
  // The API judges it; what this page would reject beforehand it could not show next to its field.
  return { ...Object.fromEntries(plain), ...(retry.length === 0 ? {} : { retry: Object.fromEntries(retry) }) };
}

/** A field's value as people read it: `300 seconds`, `off`. */
export function written(field: PolicyField, value: unknown): string {
  if (value === null || value === undefined) return (field.kind === "figure" && field.none) || "–";
  if (field.kind === "choice" || typeof value !== "number") return String(value).replaceAll("_", " ");
  if (value === 0 && field.zero !== undefined) return field.zero;
  return `${figureText(value)} ${value === 1 ? field.unit.replace(/s$/, "") : field.unit}`;
}

/** Grouped like all figures, but with every decimal that was set. */
export function figureText(value: number): string {
  return Number.isInteger(value) ? count(value) : String(value);
}
