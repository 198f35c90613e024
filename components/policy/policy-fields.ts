import { policySchema, STRATEGIES } from "@/lib/contracts/policy.ts";

interface Described {
  /** As the API names it, with a dot for a part of `retry`. */
  readonly name: string;
  readonly label: string;
}

export interface FigureField extends Described {
  readonly kind: "figure";
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  /** What 0 means, where it is no figure like the others. */
  readonly zero?: string;
  /** What null means, where the field may be null. */
  readonly none?: string;
}

export interface ChoiceField extends Described {
  readonly kind: "choice";
  readonly options: readonly string[];
}

export type PolicyField = FigureField | ChoiceField;

interface Ranged {
  readonly minValue: number | null;
  readonly maxValue: number | null;
}

type Words = Omit<FigureField, "kind" | "least" | "most">;

const figure = ({ minValue, maxValue }: Ranged, words: Words): FigureField => ({
  kind: "figure",
  least: minValue ?? 0,
  most: maxValue ?? Number.MAX_SAFE_INTEGER,
  ...words,
});

const { shape } = policySchema;
const { shape: retry } = shape.retry;

/** The policy as forms and lists show it; ranges are the schema's own. */
export const policyGroups: readonly { readonly title: string; readonly fields: readonly PolicyField[] }[] = [
  {
    title: "When it opens",
    fields: [
      { kind: "choice", name: "strategy", label: "What opens it", options: STRATEGIES },
      figure(shape.failure_threshold, { name: "failure_threshold", label: "Failures in a row", unit: "failures" }),
      { kind: "choice", name: "scope", label: "Kept apart by", options: shape.scope.options },
    ],
  },
  {
    title: "How it recovers",
    fields: [
      figure(shape.recovery_timeout, { name: "recovery_timeout", label: "Wait before a test call", unit: "seconds" }),
      figure(shape.half_open_max_calls, {
        name: "half_open_max_calls",
        label: "Test calls at a time",
        unit: "calls",
      }),
      figure(shape.half_open_successes, {
        name: "half_open_successes",
        label: "Successes that close it",
        unit: "calls",
      }),
    ],
  },
  {
    title: "One execution",
    fields: [
      figure(shape.timeout_seconds, {
        name: "timeout_seconds",
        label: "Time in all, with retries",
        unit: "seconds",
      }),
      figure(shape.max_concurrent, {
        name: "max_concurrent",
        label: "At a time, per instance",
        unit: "executions",
        zero: "no limit",
      }),
      figure(shape.cache_ttl_seconds, {
        name: "cache_ttl_seconds",
        label: "Answers are kept for",
        unit: "seconds",
        zero: "off",
      }),
    ],
  },
  {
    title: "Retries",
    fields: [
      figure(retry.max_retries, {
        name: "retry.max_retries",
        label: "Retries after the first attempt",
        unit: "retries",
        zero: "off",
      }),
      figure(retry.base_seconds, {
        name: "retry.base_seconds",
        label: "First wait, at the most",
        unit: "seconds",
      }),
      figure(retry.max_seconds, { name: "retry.max_seconds", label: "Any wait, at the most", unit: "seconds" }),
      figure(retry.attempt_timeout_seconds.unwrap(), {
        name: "retry.attempt_timeout_seconds",
        label: "Time for one attempt",
        unit: "seconds",
        none: "no limit of its own",
      }),
    ],
  },
];

/** What there is nothing to choose about is not asked. */
export function isAsked(field: PolicyField): boolean {
  return field.kind === "figure" || field.options.length > 1;
}
