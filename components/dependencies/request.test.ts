import { describe, expect, it } from "vitest";
import { newPair } from "@/components/ui/form/pairs.ts";
import { type NodeTypeView, nodeTypeRequest } from "@/lib/contracts/node-type.ts";
import { DEFAULT_POLICY } from "@/lib/contracts/policy.ts";
import { draftOf, EMPTY_DRAFT, isSameDraft } from "./draft.ts";
import { requestOf } from "./request.ts";

const config = {
  base_url: "https://api.example.com",
  method: "POST",
  path: "/v1/orders/{id}",
  headers: { authorization: "Bearer {{api_key}}" },
  query: { dry: "1" },
  failure_statuses: ["5xx", 408],
  ignored_statuses: [],
  caller_statuses: [401, "4xx"],
  max_response_bytes: 1000,
};

const node: NodeTypeView = {
  node_type: "orders",
  kind: "http",
  title: "Orders",
  owner: null,
  runbook_url: null,
  tags: ["eu", "payments"],
  config,
  secrets: ["api_key"],
  policy: { failure_threshold: 3 },
  effective_policy: DEFAULT_POLICY,
  revision: 4,
  updated_at: "2026-02-12T12:00:00.000Z",
  updated_by: "ada@acme.io",
};

describe("a dependency's form", () => {
  it("asks for what is there already, where nothing was changed, and for no secret", () => {
    const { body, errors } = requestOf(draftOf(node), node);
    expect(errors).toEqual([]);
    expect(nodeTypeRequest.parse(body)).toMatchObject({
      title: "Orders",
      owner: null,
      tags: ["eu", "payments"],
      config,
      secrets: {},
      policy: { failure_threshold: 3 },
      expected_revision: 4,
    });
  });

  it("keeps what it has no field for", () => {
    const newer = { ...node, config: { ...config, follow: "never" }, policy: { ...node.policy, window: 3 } };
    const { body } = requestOf(draftOf(newer), newer);
    expect(body.config).toMatchObject({ follow: "never" });
    expect(body.policy).toMatchObject({ window: 3 });
  });

  it("leaves a function of services one, and edits its policy", () => {
    const fn = { ...node, kind: "function", config: {}, secrets: [] };
    const draft = { ...draftOf(fn), policy: new Map([["failure_threshold", "7"]]) };
    expect(nodeTypeRequest.parse(requestOf(draft, fn).body)).toMatchObject({
      kind: "function",
      config: {},
      secrets: {},
      policy: { failure_threshold: 7 },
    });
  });

  it("leaves the defaults to the API where it is blank, and refuses to take another's place", () => {
    const { body } = requestOf({ ...EMPTY_DRAFT, name: "new", baseUrl: " https://a.example " }, null);
    expect(body).toMatchObject({ title: null, tags: [], policy: {}, expected_revision: 0 });
    expect(body.config).toEqual({ base_url: "https://a.example", method: "GET", path: "", headers: {}, query: {} });
  });

  it("sends secrets only that a header asks for", () => {
    const secrets = new Map([
      ["api_key", "s3cret"],
      ["old_key", "other"],
      ["blank", ""],
    ]);
    expect(requestOf({ ...draftOf(node), secrets }, node).body.secrets).toEqual({ api_key: "s3cret" });
  });

  it("names a header that is there twice: a record could only drop one", () => {
    const headers = [newPair("x-a", "1"), newPair(" x-a", "2"), newPair()];
    expect(requestOf({ ...EMPTY_DRAFT, name: "a", headers }, null).errors).toMatchObject([
      { field: "config.headers.x-a" },
    ]);
  });

  it.each(["", "..", "a/b", " "])("does not call an address that a name would change: %j", (name) => {
    expect(requestOf({ ...EMPTY_DRAFT, name }, null).errors).toMatchObject([{ field: "type" }]);
  });

  it("sends a figure that is none as it is, for the API to name", () => {
    const draft = { ...draftOf(node), failureStatuses: "5XX, teapot, 429", maxResponseBytes: "1 MB" };
    expect(requestOf(draft, node).body.config).toMatchObject({
      failure_statuses: ["5xx", "teapot", 429],
      max_response_bytes: "1 MB",
    });
  });

  it("names the policy's fields as the API does", () => {
    const draft = { ...EMPTY_DRAFT, name: "a", policy: new Map([["retry.max_retries", "two"]]) };
    expect(requestOf(draft, null).errors).toMatchObject([{ field: "policy.retry.max_retries" }]);
  });
});

it("a draft is the same though its rows are other objects and a field was cleared again", () => {
  const draft = draftOf(node);
  expect(isSameDraft(draft, { ...draftOf(node), policy: new Map([...draft.policy, ["recovery_timeout", ""]]) })).toBe(
    true,
  );
  expect(isSameDraft(draft, { ...draft, title: "x" })).toBe(false);
});
