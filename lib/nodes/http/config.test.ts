import { expect, test } from "vitest";
import { httpConfigSchema, parametersOf, secretsOf } from "./config.ts";

const least = { base_url: "https://api.example.com" };

/** The fields that a config is refused for. */
function refused(config: unknown): string[] {
  const parsed = httpConfigSchema.safeParse(config);
  return (parsed.error?.issues ?? []).map(({ path }) => path.join("."));
}

test("needs a base URL and has a default for everything else", () => {
  expect(httpConfigSchema.parse(least)).toEqual({
    base_url: "https://api.example.com",
    method: "GET",
    path: "",
    headers: {},
    query: {},
    failure_statuses: ["5xx", 408, 429, 401, 403],
    ignored_statuses: ["4xx"],
    caller_statuses: [401, 403, 429],
    max_response_bytes: 1_048_576,
  });
  expect(refused({})).toEqual(["base_url"]);
});

test("what it made is accepted again as it is", () => {
  const config = httpConfigSchema.parse({ ...least, headers: { authorization: "Bearer {{key}}" }, query: { v: "1" } });
  expect(httpConfigSchema.parse(config)).toEqual(config);
});

test.each([
  ["no URL", "api.example.com"],
  ["another scheme", "ftp://example.com"],
  ["a script", "javascript:alert(1)"],
  ["credentials", "https://ada:secret@example.com"],
  ["a query", "https://example.com/?a=1"],
  ["a fragment", "https://example.com/#a"],
  ["a line break", "https://example.com/\r\nx"],
  ["a parameter", "https://example.com/{id}"],
])("refuses as base URL %s", (_, base_url) => {
  expect(refused({ base_url })).toEqual(["base_url"]);
});

test.each([
  ["without its slash", "v1"],
  ["with a query", "/v1?a=1"],
  ["with dots", "/v1/../admin"],
  ["with encoded dots", "/v1/%2E%2e/admin"],
  ["with a space", "/v 1"],
  ["with a broken parameter", "/v1/{id"],
  ["with a secret", "/v1/{{key}}"],
  ["with a backslash", "/v1\\x"],
])("refuses a path %s", (_, path) => {
  expect(refused({ ...least, path })).toEqual(["path"]);
});

test.each([
  ["no name", "", "x"],
  ["a name with a line break", "x\r\ny", "x"],
  ["a header of the connection", "Transfer-Encoding", "chunked"],
  ["the host", "Host", "example.org"],
  ["a value with a line break", "x", "a\r\nb: c"],
  ["a value beyond Latin-1", "x", "😀"],
  ["a broken placeholder", "x", "Bearer {{api key}}"],
])("refuses a header with %s", (_, name, value) => {
  expect(refused({ ...least, headers: { [name]: value } })).toEqual([`headers.${name}`]);
});

test("refuses a header that is named twice", () => {
  expect(refused({ ...least, headers: { "x-a": "1", "X-A": "2" } })).toEqual(["headers"]);
});

test("names __proto__ as the mistake that it is, and does not drop it", () => {
  const headers = JSON.parse('{"__proto__":"x"}');
  expect(refused({ ...least, headers })).toEqual(["headers.__proto__"]);
  expect(refused({ ...least, query: headers })).toEqual(["query.__proto__"]);
});

test.each([
  ["a secret in the query", { query: { key: "{{key}}" } }, "query.key"],
  ["a status that is none", { failure_statuses: [700] }, "failure_statuses.0"],
  ["a caller's status that is none", { caller_statuses: ["401"] }, "caller_statuses.0"],
  ["a success as failure", { failure_statuses: ["2xx"] }, "failure_statuses.0"],
  ["more than the largest answer", { max_response_bytes: 16 * 1024 * 1024 + 1 }, "max_response_bytes"],
  ["another method", { method: "CONNECT" }, "method"],
])("refuses %s", (_, more, field) => {
  expect(refused({ ...least, ...more })).toEqual([field]);
});

test("refuses a field that it does not know", () => {
  expect(httpConfigSchema.safeParse({ ...least, timeout: 5 }).error?.issues).toMatchObject([{ keys: ["timeout"] }]);
});

test("knows which secrets and parameters it refers to", () => {
  const config = httpConfigSchema.parse({
    ...least,
    path: "/v1/{kind}/{id}/{kind}",
    headers: { a: "{{one}} {{two}}", b: "{{one}}" },
  });
  expect(secretsOf(config)).toEqual(["one", "two"]);
  expect(parametersOf(config)).toEqual(["kind", "id"]);
});
