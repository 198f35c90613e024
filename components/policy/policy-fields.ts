import { type Policy, policySchema, STRATEGIES } from "@/lib/contracts/policy.ts";
import { figure, type Option, type PolicyField, type PolicyValues, SHARE } from "./policy-field.ts";

interface PolicyGroup {
  readonly title: string;
  readonly fields: readonly PolicyField[];
}

const { shape } = policySchema;
const { shape: adaptive } = shape.adaptive;
const { shape: backoff } = shape.recovery_backoff;
const { shape: retry } = shape.retry;

type Strategy = (typeof STRATEGIES)[number];

const STRATEGY_WORDS: Record<Strategy, Pick<Option, "word" | "hint">> = {
  consecutive: { word: "failures in a row", hint: "So many, with no success between." },
  failure_rate: { word: "failure rate", hint: "A share of the calls in a window." },
  adaptive: {
    word: "adaptive",
    hint: "Lets through fewer calls the more of them fail, and opens when hardly any succeeds.",
  },
};

const SCOPE_WORDS: Record<Policy["scope"], string> = {
  global: "nothing",
  workspace: "workspace",
  credential: "credential",
};

const ANSWER_WORDS: Record<Policy["when_open"], string> = {
  reject: "an error, at once",
  fallback: "a fixed answer",
  stale: "the last good answer",
};

const opensBy = (strategy: Strategy) => (values: PolicyValues) => [values.get("strategy")].flat().includes(strategy);
const judgesSlowness = (values: PolicyValues) => values.get("slow_call_seconds") !== null;
const judgesWindow = (values: PolicyValues) =>
  opensBy("failure_rate")(values) || opensBy("adaptive")(values) || judgesSlowness(values);
const backsOff = (values: PolicyValues) => values.get("recovery_backoff.factor") !== 1;
const retries = (values: PolicyValues) => values.get("retry.max_retries") !== 0;
const answersBy = (answer: Policy["when_open"]) => (values: PolicyValues) => values.get("when_open") === answer;

const whenItOpens: readonly PolicyField[] = [
  {
    kind: "set",
    name: "strategy",
    label: "What opens it",
    hint: "Of several, whichever is met first.",
    options: STRATEGIES.map((value) => ({ value, ...STRATEGY_WORDS[value] })),
  },
  figure(shape.failure_threshold, {
    name: "failure_threshold",
    label: "Failures in a row",
    unit: "failures",
    isUsed: opensBy("consecutive"),
  }),
  figure(shape.failure_rate, {
    name: "failure_rate",
    label: "Share of failed calls",
    hint: "So much of the window opens it.",
    unit: SHARE,
    isUsed: opensBy("failure_rate"),
  }),
  figure(adaptive.multiplier, {
    name: "adaptive.multiplier",
    label: "Adaptive: lets through",
    hint: "So many times the share that succeeds.",
    unit: "times",
    isUsed: opensBy("adaptive"),
  }),
  figure(adaptive.floor, {
    name: "adaptive.floor",
    label: "Adaptive: never less than",
    hint: "Is let through, however few succeed.",
    unit: SHARE,
    isUsed: opensBy("adaptive"),
  }),
  figure(adaptive.open_below, {
    name: "adaptive.open_below",
    label: "Adaptive: opens below",
    hint: "The share of successes in the window.",
    unit: SHARE,
    zero: "never opens",
    isUsed: opensBy("adaptive"),
  }),
  figure(shape.slow_call_seconds.unwrap(), {
    name: "slow_call_seconds",
    label: "A call is slow from",
    hint: "Too many slow calls open it, whatever else does.",
    unit: "seconds",
    none: "off",
  }),
  figure(shape.slow_call_rate, {
    name: "slow_call_rate",
    label: "Share of slow calls",
    hint: "So much of the window opens it.",
    unit: SHARE,
    isUsed: judgesSlowness,
  }),
  figure(shape.window_seconds, {
    name: "window_seconds",
    label: "The window's length",
    unit: "seconds",
    isUsed: (values) => judgesWindow(values) && values.get("window_calls") === null,
  }),
  figure(shape.window_calls.unwrap(), {
    name: "window_calls",
    label: "Its length in calls instead",
    unit: "calls",
    none: "off",
    isUsed: judgesWindow,
  }),
  figure(shape.minimum_calls, {
    name: "minimum_calls",
    label: "Calls to judge by, at the least",
    hint: "With fewer in the window no share is judged.",
    unit: "calls",
    isUsed: judgesWindow,
  }),
  {
    kind: "choice",
    name: "scope",
    label: "Failures are kept apart by",
    options: shape.scope.options.map((value) => ({ value, word: SCOPE_WORDS[value] })),
  },
];

const howItRecovers: readonly PolicyField[] = [
  figure(shape.recovery_timeout, { name: "recovery_timeout", label: "Wait before a test call", unit: "seconds" }),
  figure(backoff.factor, {
    name: "recovery_backoff.factor",
    label: "Each opening in a row waits",
    unit: "times as long",
    one: "as long as the first",
  }),
  figure(backoff.cap_seconds, {
    name: "recovery_backoff.cap_seconds",
    label: "Any wait, at the most",
    unit: "seconds",
    isUsed: backsOff,
  }),
  figure(backoff.reset_after_seconds, {
    name: "recovery_backoff.reset_after_seconds",
    label: "Counts openings anew after",
    unit: "seconds closed",
    isUsed: backsOff,
  }),
  {
    kind: "choice",
    name: "recovery_backoff.jitter",
    label: "Waits a random share of it",
    options: [
      { value: true, word: "on" },
      { value: false, word: "off" },
    ],
  },
  figure(shape.half_open_max_calls, { name: "half_open_max_calls", label: "Test calls at a time", unit: "calls" }),
  figure(shape.half_open_successes, { name: "half_open_successes", label: "Successes that close it", unit: "calls" }),
  figure(shape.ramp_seconds, {
    name: "ramp_seconds",
    label: "Calls are let back in over",
    unit: "seconds",
    zero: "all at once",
  }),
];

const insteadOfRejection: readonly PolicyField[] = [
  {
    kind: "choice",
    name: "when_open",
    label: "In the place of a call that is refused",
    options: shape.when_open.options.map((value) => ({ value, word: ANSWER_WORDS[value] })),
  },
  {
    kind: "json",
    name: "fallback",
    label: "The fixed answer",
    hint: "JSON, up to 16 kB.",
    isUsed: answersBy("fallback"),
  },
  figure(shape.stale_if_open_seconds, {
    name: "stale_if_open_seconds",
    label: "Good answers are kept for",
    unit: "seconds",
    isUsed: answersBy("stale"),
  }),
];

const oneExecution: readonly PolicyField[] = [
  figure(shape.timeout_seconds, { name: "timeout_seconds", label: "Time in all, with retries", unit: "seconds" }),
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
];

const retrying: readonly PolicyField[] = [
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
    isUsed: retries,
  }),
  figure(retry.max_seconds, {
    name: "retry.max_seconds",
    label: "Any wait, at the most",
    unit: "seconds",
    isUsed: retries,
  }),
  figure(retry.attempt_timeout_seconds.unwrap(), {
    name: "retry.attempt_timeout_seconds",
    label: "Time for one attempt",
    unit: "seconds",
    none: "no limit of its own",
  }),
];

/** The policy as forms and lists show it. */
export const policyGroups: readonly PolicyGroup[] = [
  { title: "When it opens", fields: whenItOpens },
  { title: "How it recovers", fields: howItRecovers },
  { title: "What a refused caller gets", fields: insteadOfRejection },
  { title: "One execution", fields: oneExecution },
  { title: "Retries", fields: retrying },
];
