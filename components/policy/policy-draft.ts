import type { FieldProblem } from "@/lib/client/api-error.ts";
import { count } from "@/lib/client/format.ts";
import { parseJsonText } from "@/lib/client/json-text.ts";
import type { Policy, PolicyPatch } from "@/lib/contracts/policy.ts";
import type { FigureField, PolicyField, PolicyValues } from "./policy-field.ts";
import { policyGroups } from "./policy-fields.ts";

/** What is typed, by the field's name; blank is inherited. */
export type PolicyDraft = ReadonlyMap<string, string>;

/** Stands in a draft for null, and for a set with nothing in it. */
export const NONE = "none";

/** What has parts that are set, and inherited, one by one. */
const GROUPS = ["adaptive", "recovery_backoff", "retry"] as const;

const allFields = policyGroups.flatMap(({ fields }) => fields);

/** A policy's values by the names of its fields. */
export function valuesOf(policy: PolicyPatch): Map<string, unknown> {
  return new Map(
    Object.entries(policy).flatMap(([name, value]) =>
      isGroup(name) ? Object.entries(value ?? {}).map(([part, each]) => [`${name}.${part}`, each]) : [[name, value]],
    ) as [string, unknown][],
  );
}

export function draftOf(policy: PolicyPatch): PolicyDraft {
  const values = valuesOf(policy);
  const said = allFields.filter(({ name }) => values.get(name) !== undefined);
  return new Map(said.map((field) => [field.name, textOf(field, values.get(field.name))]));
}

/** What a whole policy says beyond the one that it lies over. */
export function beyond(policy: Policy, base: Policy): PolicyPatch {
  const below = valuesOf(base);
  return patchFrom(new Map([...valuesOf(policy)].filter(([name, value]) => !isSame(below.get(name), value))));
}

/**
 * What a draft says. What `before` says of fields that this form does not know is kept. Ranges are the API's to judge;
 * what is no figure, or no JSON, cannot be sent to it.
 */
export function patchOf(
  draft: PolicyDraft,
  before: PolicyPatch = {},
): { readonly policy: PolicyPatch; readonly errors: readonly FieldProblem[] } {
  const values = valuesOf(before);
  const errors: FieldProblem[] = [];
  for (const field of allFields) {
    const read = readField(field, draft.get(field.name) ?? "");
    if ("error" in read) errors.push({ field: field.name, message: read.error });
    values.set(field.name, "error" in read ? undefined : read.value);
  }
  return { policy: patchFrom(values), errors };
}

/** What would be in force: what a draft says, over `base`. What cannot be read says nothing. */
export function inForce(draft: PolicyDraft, base: Policy): PolicyValues {
  return new Map([...valuesOf(base), ...valuesOf(patchOf(draft).policy)].filter(([, value]) => value !== undefined));
}

/** The members of a set, as a draft writes them. */
export function membersOf(text: string): readonly string[] {
  return text === "" || text === NONE ? [] : text.split(", ");
}

/** A set as a draft writes it; with nothing in it, it is not the same as inherited. */
export function setText(members: readonly string[]): string {
  return members.length === 0 ? NONE : members.join(", ");
}

/** A value as a draft writes it. */
export function textOf(field: PolicyField, value: unknown): string {
  if (field.kind === "json") return JSON.stringify(value, null, 2);
  if (field.kind === "set") return setText([value].flat() as string[]);
  return value === null ? NONE : String(value);
}

type Read = { readonly value: unknown } | { readonly error: string };

function readField(field: PolicyField, typed: string): Read {
  const text = typed.trim();
  if (text === "") return { value: undefined };
  switch (field.kind) {
    case "choice":
      return { value: field.options.find(({ value }) => String(value) === text)?.value ?? text };
    case "set":
      return readSet(membersOf(text));
    case "json":
      return parseJsonText(typed);
    case "figure":
      return readFigure(field, text);
  }
}

function readSet(members: readonly string[]): Read {
  if (members.length === 0) return { error: "needs at least one of them" };
  return { value: members.length === 1 ? members[0] : members };
}

function readFigure(field: FigureField, text: string): Read {
  if (text === NONE && field.none !== undefined) return { value: null };
  const value = numberOf(text);
  return Number.isNaN(value) ? { error: "has to be a number, such as 5 or 0.25" } : { value };
}

/** A figure as people type one; NaN where it is none. */
export function numberOf(text: string): number {
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? Number(text) : Number.NaN;
}

function patchFrom(values: PolicyValues): PolicyPatch {
  const patch: Record<string, unknown> = {};
  for (const [name, value] of values) {
    if (value === undefined) continue;
    const [group = "", part] = name.split(".");
    if (part === undefined || !isGroup(group)) patch[name] = value;
    else patch[group] = { ...(patch[group] as object | undefined), [part]: value };
  }
  // The API judges it; what this page would reject beforehand it could not show next to its field.
  return patch;
}

function isGroup(name: string): boolean {
  return (GROUPS as readonly string[]).includes(name);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Grouped like all figures, but with every decimal that was set. */
export function figureText(value: number): string {
  return Number.isInteger(value) ? count(value) : String(value);
}
