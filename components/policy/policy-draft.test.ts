import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, policySchema } from "@/lib/contracts/policy.ts";
import { beyond, draftOf, patchOf, valuesOf, written } from "./policy-draft.ts";
import { policyGroups } from "./policy-fields.ts";

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

  it("lets the API judge ranges", () => {
    expect(patchOf(new Map([["failure_threshold", "-1"]]))).toEqual({ policy: { failure_threshold: -1 }, errors: [] });
  });
});

it("what a policy says beyond its base is what differs", () => {
  const policy = { ...DEFAULT_POLICY, timeout_seconds: 5, retry: { ...DEFAULT_POLICY.retry, max_retries: 2 } };
  expect(beyond(policy, DEFAULT_POLICY)).toEqual({ timeout_seconds: 5, retry: { max_retries: 2 } });
  expect(beyond(DEFAULT_POLICY, DEFAULT_POLICY)).toEqual({});
});

it("values are written with their unit, and in words where they have some", () => {
  expect(written(field("recovery_timeout"), 86_400)).toBe("86,400 seconds");
  expect(written(field("recovery_timeout"), 1)).toBe("1 second");
  expect(written(field("retry.base_seconds"), 0.25)).toBe("0.25 seconds");
  expect(written(field("cache_ttl_seconds"), 0)).toBe("off");
  expect(written(field("retry.attempt_timeout_seconds"), null)).toBe("no limit of its own");
});
