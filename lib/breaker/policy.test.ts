import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_POLICY,
  LONGEST_FALLBACK,
  layerPolicy,
  opensBy,
  type Policy,
  type PolicyPatch,
  policyPatchSchema,
  policySchema,
  STRATEGIES,
  type Strategy,
} from "./index.ts";
import { propertyRuns } from "./testkit.ts";

interface Range {
  readonly field: string;
  readonly least: number;
  readonly most: number;
  readonly standard: number | null;
  readonly whole: boolean;
  /** What null means where it may be said. */
  readonly none?: string;
}

/** The design's table: what each number may be, and what it is where nobody says anything. */
const NUMBERS: readonly Range[] = [
  { field: "failure_threshold", least: 1, most: 1000, standard: 5, whole: true },
  { field: "failure_rate", least: 0.01, most: 1, standard: 0.5, whole: false },
  { field: "minimum_calls", least: 1, most: 100_000, standard: 10, whole: true },
  { field: "window_seconds", least: 1, most: 3600, standard: 60, whole: false },
  { field: "window_calls", least: 1, most: 10_000, standard: null, whole: true, none: "a window of seconds" },
  { field: "slow_call_seconds", least: 0.001, most: 3600, standard: null, whole: false, none: "no call is slow" },
  { field: "slow_call_rate", least: 0.01, most: 1, standard: 0.5, whole: false },
  { field: "adaptive.multiplier", least: 1, most: 10, standard: 2, whole: false },
  { field: "adaptive.floor", least: 0.001, most: 1, standard: 0.05, whole: false },
  { field: "adaptive.open_below", least: 0, most: 1, standard: 0.1, whole: false },
  { field: "recovery_timeout", least: 0.1, most: 86_400, standard: 300, whole: false },
  { field: "recovery_backoff.factor", least: 1, most: 10, standard: 1, whole: false },
  { field: "recovery_backoff.cap_seconds", least: 0.1, most: 86_400, standard: 3600, whole: false },
  { field: "recovery_backoff.reset_after_seconds", least: 0, most: 604_800, standard: 600, whole: false },
  { field: "ramp_seconds", least: 0, most: 3600, standard: 0, whole: false },
  { field: "half_open_max_calls", least: 1, most: 100, standard: 3, whole: true },
  { field: "half_open_successes", least: 1, most: 100, standard: 1, whole: true },
  { field: "timeout_seconds", least: 0.01, most: 3600, standard: 30, whole: false },
  { field: "cache_ttl_seconds", least: 0, most: 86_400, standard: 0, whole: false },
  { field: "max_concurrent", least: 0, most: 100_000, standard: 0, whole: true },
  { field: "stale_if_open_seconds", least: 1, most: 604_800, standard: 3600, whole: false },
  { field: "retry.max_retries", least: 0, most: 10, standard: 0, whole: true },
  { field: "retry.base_seconds", least: 0, most: 60, standard: 0.2, whole: false },
  { field: "retry.max_seconds", least: 0, most: 300, standard: 10, whole: false },
  {
    field: "retry.attempt_timeout_seconds",
    least: 0.01,
    most: 3600,
    standard: null,
    whole: false,
    none: "only the whole budget",
  },
];
const OTHERS = [
  { field: "strategy", standard: "consecutive" },
  { field: "recovery_backoff.jitter", standard: false },
  { field: "scope", standard: "global" },
  { field: "when_open", standard: "reject" },
  { field: "fallback", standard: null },
];
const GROUPS = ["adaptive", "recovery_backoff", "retry"] as const;
const FIELDS = [...NUMBERS, ...OTHERS].map(({ field }) => field);

/** A patch that sets one field, which may lie in a group. */
function setting(field: string, value: unknown): Record<string, unknown> {
  const [outer, inner] = field.split(".") as [string, string | undefined];
  return inner === undefined ? { [outer]: value } : { [outer]: { [inner]: value } };
}

function read(policy: unknown, field: string): unknown {
  return field.split(".").reduce((value, key) => (value as Record<string, unknown>)[key], policy);
}

/** The fields that a patch is refused for, by their paths; empty where it is accepted. */
function refused(patch: unknown): string[] {
  const { error } = policyPatchSchema.safeParse(patch);
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key].join(".")) : issue.path.join("."),
  );
}

describe("the default policy", () => {
  test("is a whole and valid one", () => {
    expect(policySchema.parse(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
  });

  test.each([...NUMBERS.map(({ field, standard }) => ({ field, standard })), ...OTHERS])(
    "has $standard for $field",
    ({ field, standard }) => {
      expect(read(DEFAULT_POLICY, field)).toBe(standard);
    },
  );

  test("has a field for everything that can be set, and no other", () => {
    expect(leavesOf(DEFAULT_POLICY).sort()).toEqual(FIELDS.toSorted());
  });
});

function leavesOf(value: object, path = ""): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "object" && inner !== null ? leavesOf(inner, `${path}${key}.`) : `${path}${key}`,
  );
}

describe.each(NUMBERS)("$field", ({ field, least, most, whole, none }) => {
  test(`is accepted at both ends of its range, ${least} and ${most}`, () => {
    expect(refused(setting(field, least))).toEqual([]);
    expect(refused(setting(field, most))).toEqual([]);
  });

  test("is refused by name just beyond them", () => {
    const step = whole ? 1 : 0.0001;
    expect(refused(setting(field, least - step))).toEqual([field]);
    expect(refused(setting(field, most + step))).toEqual([field]);
  });

  test(whole ? "is refused with a fraction" : "may have a fraction", () => {
    const fraction = (least + Math.min(most, least + 1)) / 2 + 0.001;
    expect(refused(setting(field, fraction))).toEqual(whole ? [field] : []);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, "5", true, [], {}, 10n, new Date(0)])(
    "refuses %s",
    (value) => {
      expect(refused(setting(field, value))).toEqual([field]);
    },
  );

  test(none === undefined ? "refuses null" : `may be null: ${none}`, () => {
    expect(refused(setting(field, null))).toEqual(none === undefined ? [field] : []);
  });
});

describe.each(["strategy", "scope", "when_open"])("%s", (field) => {
  test("refuses what it does not know", () => {
    for (const value of ["", "CONSECUTIVE", "planet", null, 1, ["global"]]) {
      expect(refused(setting(field, value))).toEqual([field]);
    }
  });
});

describe("strategy", () => {
  test("is one of three, or several of them in any order", () => {
    for (const value of [
      "consecutive",
      "failure_rate",
      "adaptive",
      ["adaptive"],
      ["failure_rate", "consecutive"],
      ["adaptive", "consecutive", "failure_rate"],
    ]) {
      expect(policyPatchSchema.parse({ strategy: value }).strategy).toEqual(value);
    }
  });

  test("is refused where none is named, or one twice", () => {
    for (const value of [[], ["adaptive", "adaptive"], ["failure_rate", "adaptive", "failure_rate"]]) {
      expect(refused({ strategy: value })).toEqual(["strategy"]);
    }
  });

  test("named twice is told so", () => {
    const { error } = policyPatchSchema.safeParse({ strategy: ["adaptive", "adaptive"] });
    expect(JSON.stringify(error?.issues)).toContain("a strategy is named twice");
  });

  test("is told by its whole name", () => {
    expect(opensBy({ strategy: "failure_rate" }, "rate" as Strategy)).toBe(false);
  });

  test.each([...STRATEGIES])("tells whether a circuit opens by %s, of one or of several", (strategy) => {
    const other = STRATEGIES.find((each) => each !== strategy)!;
    expect(opensBy({ strategy }, strategy)).toBe(true);
    expect(opensBy({ strategy: [other, strategy] }, strategy)).toBe(true);
    expect(opensBy({ strategy: other }, strategy)).toBe(false);
    expect(opensBy({ strategy: [other] }, strategy)).toBe(false);
  });
});

describe("scope and when_open", () => {
  test.each([
    ["scope", ["global", "workspace", "credential"]],
    ["when_open", ["reject", "fallback", "stale"]],
  ])("%s may be any of %j", (field, values) => {
    for (const value of values) expect(refused(setting(field, value))).toEqual([]);
  });
});

describe("recovery_backoff.jitter", () => {
  test("is on or off, and nothing between", () => {
    for (const value of [true, false]) expect(refused({ recovery_backoff: { jitter: value } })).toEqual([]);
    for (const value of [0, 1, "true", null]) {
      expect(refused({ recovery_backoff: { jitter: value } })).toEqual(["recovery_backoff.jitter"]);
    }
  });
});

describe("fallback", () => {
  test.each([[null], [0], [""], [false], ["unavailable"], [[]], [{ items: [{ id: 1 }], complete: false }]])(
    "may be any JSON: %j",
    (value) => {
      expect(policyPatchSchema.parse({ fallback: value })).toEqual({ fallback: value });
    },
  );

  test("may have 16 kB of it, and is refused by name with one character more", () => {
    const quotes = 2;
    expect(refused({ fallback: "x".repeat(LONGEST_FALLBACK - quotes) })).toEqual([]);
    expect(refused({ fallback: "x".repeat(LONGEST_FALLBACK - quotes + 1) })).toEqual(["fallback"]);
    expect(LONGEST_FALLBACK).toBe(16_384);
  });

  test("that is too long is told what it may be", () => {
    const { error } = policyPatchSchema.safeParse({ fallback: "x".repeat(LONGEST_FALLBACK) });
    expect(error?.issues).toMatchObject([{ message: "JSON, of 16 kB at most" }]);
  });

  test("is refused where it is no JSON", () => {
    for (const value of [10n, () => 1, Number.NaN, Number.POSITIVE_INFINITY, Symbol("x")]) {
      expect(refused({ fallback: value })).toEqual(["fallback"]);
    }
  });
});

describe("a policy or a patch", () => {
  test.each(["treshold", "failureThreshold", "revision", "__proto__", "constructor", "toString"])(
    "is refused for the unknown field %s, by its name",
    (name) => {
      // Only JSON.parse makes an own property of `__proto__`, as a request's body does.
      expect(refused(JSON.parse(`{"failure_threshold": 5, "${name}": 1}`))).toEqual([name]);
      for (const group of GROUPS) {
        expect(refused(JSON.parse(`{"${group}": {"${name}": 1}}`))).toEqual([`${group}.${name}`]);
      }
      const whole = policySchema.safeParse(JSON.parse(JSON.stringify(DEFAULT_POLICY).replace("{", `{"${name}": 1,`)));
      expect(whole.error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: [name] }]);
    },
  );

  test("is refused for every bad field at once", () => {
    expect(refused({ failure_threshold: 0, recovery_timeout: "5", retry: { max_retries: 11 }, colour: 1 })).toEqual([
      "failure_threshold",
      "recovery_timeout",
      "retry.max_retries",
      "colour",
    ]);
  });

  test.each([null, undefined, 5, "policy", [], [{}], true])("is an object and nothing else (%s)", (value) => {
    expect(policyPatchSchema.safeParse(value).success).toBe(false);
    for (const group of GROUPS) {
      expect(policyPatchSchema.safeParse({ [group]: value }).success).toBe(value === undefined);
    }
    expect(policySchema.safeParse(value).success).toBe(false);
  });

  test("a patch may say nothing; a whole policy says everything", () => {
    expect(policyPatchSchema.parse({})).toEqual({});
    for (const key of Object.keys(DEFAULT_POLICY)) {
      const { [key as keyof Policy]: _, ...rest } = DEFAULT_POLICY;
      expect(policySchema.safeParse(rest).error?.issues.map(({ path }) => path.join("."))).toEqual([key]);
    }
    for (const group of GROUPS) {
      expect(policyPatchSchema.parse({ [group]: {} })).toEqual({ [group]: {} });
      for (const key of Object.keys(DEFAULT_POLICY[group])) {
        const { [key]: _, ...rest } = DEFAULT_POLICY[group] as Record<string, unknown>;
        const { error } = policySchema.safeParse({ ...DEFAULT_POLICY, [group]: rest });
        expect(error?.issues.map(({ path }) => path.join("."))).toEqual([`${group}.${key}`]);
      }
    }
  });

  test("no input makes it throw", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (input) => {
          policyPatchSchema.safeParse(input);
          policySchema.safeParse(input);
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe("layering a patch over a policy", () => {
  test("takes what the patch says, and the rest from the base", () => {
    const base = layerPolicy(DEFAULT_POLICY, { failure_threshold: 9, retry: { max_retries: 2, base_seconds: 1 } });
    expect(layerPolicy(base, { recovery_timeout: 60, retry: { max_retries: 0 } })).toEqual({
      ...DEFAULT_POLICY,
      failure_threshold: 9,
      recovery_timeout: 60,
      retry: { ...DEFAULT_POLICY.retry, max_retries: 0, base_seconds: 1 },
    });
  });

  test.each([
    { adaptive: { multiplier: 3 } },
    { adaptive: { floor: 0.5, open_below: 0 } },
    { recovery_backoff: { jitter: true } },
    { recovery_backoff: { factor: 2, cap_seconds: 60, reset_after_seconds: 0 } },
    { retry: { max_retries: 3 } },
  ])("takes of a group what the patch says of it: %j", (patch: PolicyPatch) => {
    const [group, said] = Object.entries(patch)[0] as [(typeof GROUPS)[number], object];
    expect(layerPolicy(DEFAULT_POLICY, patch)).toEqual({
      ...DEFAULT_POLICY,
      [group]: { ...DEFAULT_POLICY[group], ...said },
    });
  });

  test("takes a list of strategies whole, and does not add to the base's", () => {
    const base = layerPolicy(DEFAULT_POLICY, { strategy: ["consecutive", "adaptive"] });
    expect(layerPolicy(base, { strategy: ["failure_rate"] }).strategy).toEqual(["failure_rate"]);
  });

  test("a null that means something is something said", () => {
    const base = layerPolicy(DEFAULT_POLICY, { retry: { attempt_timeout_seconds: 2 } });
    expect(layerPolicy(base, { retry: { attempt_timeout_seconds: null } }).retry.attempt_timeout_seconds).toBeNull();
  });

  test("an undefined field says nothing: it does not take the breaker's threshold away", () => {
    const patch = policyPatchSchema.parse({ failure_threshold: undefined, retry: { max_retries: undefined } });
    expect(layerPolicy(DEFAULT_POLICY, patch)).toEqual(DEFAULT_POLICY);
    for (const group of GROUPS) expect(layerPolicy(DEFAULT_POLICY, { [group]: undefined })).toEqual(DEFAULT_POLICY);
    expect(layerPolicy(DEFAULT_POLICY, { adaptive: { floor: undefined } } as PolicyPatch)).toEqual(DEFAULT_POLICY);
  });

  test("gives a valid policy for every valid patch, and leaves both as they were", () => {
    fc.assert(
      fc.property(validPatch, (patch) => {
        const before = JSON.stringify(patch);
        const layered = layerPolicy(DEFAULT_POLICY, policyPatchSchema.parse(patch));
        expect(policySchema.parse(layered)).toEqual(layered);
        for (const field of leavesOf(patch)) expect(read(layered, field)).toBe(read(patch, field));
        expect(JSON.stringify(patch)).toBe(before);
      }),
      { numRuns: propertyRuns(200) },
    );
    expect(DEFAULT_POLICY.failure_threshold).toBe(5);
  });
});

const validPatch: fc.Arbitrary<PolicyPatch> = fc
  .tuple(
    ...NUMBERS.map(({ field, least, most, whole }) =>
      fc.option(
        (whole ? fc.integer({ min: least, max: most }) : fc.double({ min: least, max: most, noNaN: true })).map(
          (value) => ({ field, value }),
        ),
        { nil: undefined },
      ),
    ),
  )
  .map((said) => {
    const patch: Record<string, unknown> = {};
    for (const { field, value } of said.filter((one) => one !== undefined)) {
      const [outer, inner] = field.split(".") as [string, string | undefined];
      if (inner === undefined) patch[outer] = value;
      else patch[outer] = { ...(patch[outer] as object), [inner]: value };
    }
    return patch;
  });
