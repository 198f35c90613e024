import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, policySchema } from "@/lib/contracts/policy.ts";
import { beyond, draftOf, inForce, NONE, patchOf, valuesOf } from "./policy-draft.ts";
import { policyGroups } from "./policy-fields.ts";
import { written } from "./policy-words.ts";

const fields = policyGroups.flatMap((group) => group.fields);
const field = (name: string) => fields.find((each) => each.name === name)!;

describe("the form's fields", () => {
  it("are all that a policy has", () => {
    const names = [...valuesOf(DEFAULT_POLICY).keys()].sort();
    expect(fields.map(({ name }) => name).sort()).toEqual(names);
  });
});

describe("a draft", () => {
  it("says again what it was made from", () => {
    const policy = { failure_threshold: 3, recovery_timeout: 0.25, retry: { attempt_timeout_seconds: null } };
    expect(patchOf(draftOf(policy))).toEqual({ policy, errors: [] });
  });

  it("of a whole policy is a whole policy", () => {
    expect(policySchema.parse(patchOf(draftOf(DEFAULT_POLICY)).policy)).toEqual(DEFAULT_POLICY);
  });

  it("says again what is no plain figure", () => {
    const policy = {
      strategy: ["failure_rate" as const, "adaptive" as const],
      window_calls: null,
      adaptive: { open_below: 0.075 },
      recovery_backoff: { jitter: false },
      fallback: { rates: [1, null], note: "none" },
    };
    expect(patchOf(draftOf(policy))).toEqual({ policy, errors: [] });
  });

  it("tells a fixed answer of null from none", () => {
    expect(patchOf(draftOf({ fallback: null })).policy).toEqual({ fallback: null });
    expect(patchOf(new Map([["fallback", '"none"']])).policy).toEqual({ fallback: "none" });
  });

  it("inherits where it is blank, whatever was set before", () => {
    expect(patchOf(new Map([["failure_threshold", " "]]), { failure_threshold: 9 }).policy).toEqual({});
  });

  it("keeps what this form does not know", () => {
    const before = { window: { seconds: 10 } } as object;
    expect(patchOf(new Map([["failure_threshold", "7"]]), before).policy).toEqual({ ...before, failure_threshold: 7 });
  });

  it.each(["abc", "1e9", "5,5", "0x10", "Infinity", "--1"])("names what is no figure: %s", (text) => {
    expect(patchOf(new Map([["retry.max_seconds", text]])).errors).toMatchObject([{ field: "retry.max_seconds" }]);
  });

  it("names what is no JSON, and a strategy of nothing", () => {
    const { policy, errors } = patchOf(
      new Map([
        ["fallback", "{ oops }"],
        ["strategy", NONE],
      ]),
    );
    expect(errors.map(({ field }) => field).sort()).toEqual(["fallback", "strategy"]);
    expect(policy).toEqual({});
  });

  it("lets the API judge ranges", () => {
    expect(patchOf(new Map([["failure_threshold", "-1"]]))).toEqual({ policy: { failure_threshold: -1 }, errors: [] });
  });
});

it("what a policy says beyond its base is what differs", () => {
  const policy = { ...DEFAULT_POLICY, timeout_seconds: 5, retry: { ...DEFAULT_POLICY.retry, max_retries: 2 } };
  expect(beyond(policy, DEFAULT_POLICY)).toEqual({ timeout_seconds: 5, retry: { max_retries: 2 } });
  expect(beyond(DEFAULT_POLICY, DEFAULT_POLICY)).toEqual({});
  const lists = { ...DEFAULT_POLICY, strategy: ["consecutive" as const], fallback: { held: true } };
  expect(beyond(structuredClone(lists), lists)).toEqual({});
  expect(beyond(lists, DEFAULT_POLICY)).toEqual({ strategy: ["consecutive"], fallback: { held: true } });
});

describe("what would be in force", () => {
  const unused = (draft: Record<string, string>) => {
    const values = inForce(new Map(Object.entries(draft)), DEFAULT_POLICY);
    return fields.filter(({ isUsed }) => isUsed?.(values) === false).map(({ name }) => name);
  };

  it("is the draft over what is inherited; what cannot be read says nothing", () => {
    const values = inForce(
      new Map([
        ["failure_threshold", "9"],
        ["recovery_timeout", "soon"],
      ]),
      DEFAULT_POLICY,
    );
    expect(values.get("failure_threshold")).toBe(9);
    expect(values.get("recovery_timeout")).toBe(300);
  });

  it("leaves aside what the strategy, the answer and the backoff make no use of", () => {
    expect(unused({})).toEqual(
      expect.arrayContaining(["failure_rate", "adaptive.floor", "slow_call_rate", "window_seconds", "fallback"]),
    );
    expect(unused({ strategy: "failure_rate" })).toContain("failure_threshold");
    expect(unused({ strategy: "failure_rate" })).not.toContain("minimum_calls");
    expect(unused({ slow_call_seconds: "2" })).not.toContain("window_seconds");
    expect(unused({ slow_call_seconds: "2", window_calls: "50" })).toContain("window_seconds");
    expect(unused({ when_open: "stale" })).not.toContain("stale_if_open_seconds");
    expect(unused({ "recovery_backoff.factor": "2" })).not.toContain("recovery_backoff.cap_seconds");
  });
});

it("values are written with their unit, and in words where they have some", () => {
  expect(written(field("recovery_timeout"), 86_400)).toBe("86,400 seconds");
  expect(written(field("recovery_timeout"), 1)).toBe("1 second");
  expect(written(field("retry.base_seconds"), 0.25)).toBe("0.25 seconds");
  expect(written(field("cache_ttl_seconds"), 0)).toBe("off");
  expect(written(field("retry.attempt_timeout_seconds"), null)).toBe("no limit of its own");
  expect(written(field("failure_rate"), 0.57)).toBe("57 %");
  expect(written(field("adaptive.open_below"), 0)).toBe("never opens");
  expect(written(field("recovery_backoff.factor"), 1)).toBe("as long as the first");
  expect(written(field("recovery_backoff.factor"), 1.5)).toBe("1.5 times as long");
  expect(written(field("recovery_backoff.jitter"), true)).toBe("on");
  expect(written(field("strategy"), ["consecutive", "failure_rate"])).toBe("failures in a row or failure rate");
  expect(written(field("window_calls"), null)).toBe("off");
  expect(written(field("fallback"), { items: [] })).toBe('{"items":[]}');
});
