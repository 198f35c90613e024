import { describe, expect, it } from "vitest";
import { jsonOf, partOf } from "./as-json.ts";
import { EMPTY_DRAFT } from "./draft.ts";

const draft = {
  ...EMPTY_DRAFT,
  name: "orders",
  baseUrl: "https://api.example.com",
  secrets: new Map([["api_key", "s3cret"]]),
  policy: new Map([["failure_threshold", "3"]]),
};

describe("a dependency as JSON", () => {
  it("says what the API would be sent, and no secret", () => {
    expect(JSON.parse(jsonOf(draft, null))).toEqual({
      title: null,
      owner: null,
      runbook_url: null,
      tags: [],
      config: { base_url: "https://api.example.com", method: "GET", path: "", headers: {}, query: {} },
      policy: { failure_threshold: 3 },
    });
  });

  it("comes back into the form as it was", () => {
    const text = jsonOf({ ...draft, tags: "eu, payments", failureStatuses: "5xx, 408", ignoredStatuses: "none" }, null);
    const { part, errors } = partOf(text, draft, null);
    expect(errors).toEqual([]);
    expect(jsonOf({ ...draft, ...part }, null)).toBe(text);
    expect(part).not.toHaveProperty("secrets");
  });

  it.each([
    ["{", "", /^Not valid JSON/],
    [`{ "config": {}, "polizy": {} }`, "", /polizy/],
    [`{ "config": {}, "policy": { "failure_threshold": 0 } }`, "policy.failure_threshold", /1/],
    [`{ "config": { "base_uri": "https://a.example" } }`, "config.base_uri", /is not known here/],
    [`{ "config": {}, "tags": "eu" }`, "tags", /array/],
  ])("%s is told to be wrong, where and why", (text, field, message) => {
    expect(partOf(text, draft, null).errors).toMatchObject([{ field, message: expect.stringMatching(message) }]);
  });
});
