import { api, type Endpoint } from "../../lib/contracts/api.ts";
import type { Problem } from "../../lib/contracts/problem.ts";
import { expect, test } from "../support/fixtures.ts";

const HUGE = "x".repeat(1_000_000);

interface Malformed {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  /** What the problem must name. */
  readonly field: string;
}

const NAMES = ["__proto__", "constructor/../x", "%00", "-starts-with-a-sign", "x".repeat(65), "a b", "ünï", "%2e%2e"];

const BODIES: readonly (readonly [what: string, body: string, field: string])[] = [
  ["bad JSON", '{"a":', "body"],
  ["not JSON at all", "a=1&b=2", "body"],
  ["NaN", '{"reason": NaN}', "body"],
  ["an array", "[]", "body"],
  ["a text", '"text"', "body"],
  ["a number", "1e999", "body"],
  ["null", "null", "body"],
  ["an unknown field", '{"no_such_field": 1}', "no_such_field"],
  ["__proto__", '{"__proto__": {"admin": true}}', "__proto__"],
  ["constructor", '{"constructor": {"prototype": {}}}', "constructor"],
  ["a name of 1 MB", `{"${HUGE}": 1}`, "xxxx"],
];

const ROLLBACKS = [
  ["revision", -1],
  ["revision", 1.5],
  ["revision", "1"],
  ["revision", null],
  ["revision", 1e300],
  ["revision", 99],
  ["expected_revision", -1],
  ["expected_revision", "1"],
  ["reason", 1],
  ["reason", HUGE.slice(0, 501)],
  ["reason", "line\nfeed"],
] as const;

/** Fields of a body that are wrong, by endpoint. */
const FIELDS: Readonly<Record<string, readonly (readonly [field: string, value: unknown])[]>> = {
  resetCircuit: [
    ["to", "open"],
    ["to", 1],
    ["expected_generation", -1],
    ["expected_generation", 1.5],
    ["expected_generation", "1"],
    ["reason", 1],
    ["reason", HUGE.slice(0, 501)],
    ["reason", "line\nfeed"],
  ],
  setOverride: [
    ["mode", "shut"],
    ["reason", ""],
    ["reason", null],
    ["expires_in_seconds", -1],
    ["expires_in_seconds", 1e300],
    ["expires_in_seconds", "60"],
  ],
  putDefaultPolicy: [
    ["failure_threshold", 0],
    ["failure_threshold", -5],
    ["failure_threshold", 1.5],
    ["failure_threshold", 1001],
    ["failure_threshold", "5"],
    ["recovery_timeout", -300],
    ["recovery_timeout", 0],
    ["recovery_timeout", 1e9],
    ["half_open_max_calls", 0],
    ["half_open_max_calls", 101],
    ["half_open_successes", 0],
    ["timeout_seconds", 0],
    ["timeout_seconds", 3601],
    ["retry", { max_retries: 11 }],
    ["retry", { max_retries: -1 }],
    ["retry", { base_seconds: -1 }],
    ["retry", 3],
    ["cache_ttl_seconds", -1],
    ["scope", "galaxy"],
    ["strategy", "hope"],
    ["max_concurrent", -1],
    ["max_concurrent", null],
  ],
  putNodeType: [
    ["kind", "smoke_signal"],
    ["kind", null],
    ["config", "http://example.test"],
    ["config", { base_url: "ftp://example.test" }],
    ["config", { base_url: "http://user:password@example.test" }],
    ["config", { base_url: "http://example.test", path: 7 }],
    ["config", { base_url: "http://example.test", method: "TELEPORT" }],
    ["config", { base_url: "http://example.test", headers: { "x y": "1" } }],
    ["config", { base_url: "http://example.test", headers: { "x-y": "a\r\nb: c" } }],
    ["config", { base_url: "http://example.test", no_such: 1 }],
    ["secrets", { "not a name": "x" }],
    ["secrets", { unused: "x" }],
    ["policy", { failure_threshold: 0 }],
    ["policy", { no_such: 1 }],
    ["tags", "one"],
    ["tags", [""]],
    ["title", 5],
    ["runbook_url", "javascript:alert(1)"],
    ["expected_revision", -1],
    ["reason", "line\nfeed"],
    ["reason", 5],
  ],
  rollBackNodeType: ROLLBACKS,
  rollBackDefaultPolicy: ROLLBACKS,
  backtestPolicy: [
    ["policy", null],
    ["policy", []],
    ["policy", { failure_threshold: 0 }],
    ["policy", { no_such: 1 }],
    ["policy", { strategy: [] }],
    ["from", "yesterday"],
    ["from", 5],
    ["from", "2026-02-30T00:00:00Z"],
    ["from", "9999-01-01T00:00:00Z"],
    ["to", "2026-01-01"],
    ["to", {}],
  ],
  executeNode: [
    ["workspace", ""],
    ["workspace", "a b"],
    ["workspace", 5],
    ["credential", "x".repeat(65)],
    ["credential", {}],
  ],
  putLimits: [
    ["tiers", []],
    ["tiers", { free: { executions_per_minute: -1, concurrent_executions: null } }],
    ["tiers", { "Not A Tier": { executions_per_minute: 1, concurrent_executions: null } }],
    ["workspaces", { acme: "nowhere" }],
    ["workspaces", { "a b": "free" }],
    ["revision", -1],
  ],
  createUser: [
    ["email", "no-address"],
    ["email", "a@b.test,c@d.test"],
    ["role", "owner"],
    ["password", "short"],
  ],
  updateUser: [
    ["role", "owner"],
    ["reset_password", false],
  ],
  createToken: [
    ["name", ""],
    ["scopes", []],
    ["scopes", ["everything"]],
    ["workspaces", ["a b"]],
    ["expires_in_days", 0],
    ["expires_in_days", -1],
  ],
  changePassword: [["new_password", "short"]],
};

/** A body that is right but for what a test puts in its place. */
const RIGHT: Readonly<Record<string, object>> = {
  setOverride: { mode: "dry_run", reason: "test" },
  putNodeType: { kind: "http", config: { base_url: "http://example.test" } },
  putLimits: { tiers: {}, workspaces: {} },
  rollBackNodeType: { revision: 1 },
  rollBackDefaultPolicy: { revision: 1 },
  createUser: { email: "new@panel.test", role: "viewer" },
  createToken: { name: "new", scopes: ["read"] },
  changePassword: { current_password: "x", new_password: "long enough for all" },
  backtestPolicy: { policy: {} },
  executeNode: { input: {} },
  bulkAct: { act: "lift", circuits: [{ circuit: "nobody" }], reason: "test" },
};

const EXPECTED_REVISIONS = [
  ["expected_revision=-1", "expected_revision"],
  ["expected_revision=1.5", "expected_revision"],
  ["expected_revision=", "expected_revision"],
  ["expected_revision=1&expected_revision=1", "expected_revision"],
] as const;

const QUERIES: Readonly<Record<string, readonly (readonly [query: string, field: string])[]>> = {
  listCircuits: [
    ["limit=0", "limit"],
    ["limit=1001", "limit"],
    ["limit=-1", "limit"],
    ["limit=ten", "limit"],
    ["limit=1e3", "limit"],
    ["limit=NaN", "limit"],
    ["state=broken", "state"],
    ["sort=colour", "sort"],
    ["cursor=made-up", "cursor"],
    ["node_type=a%20b", "node_type"],
    ["workspace=", "workspace"],
    ["no_workspace=no", "no_workspace"],
    ["attention=maybe", "attention"],
    ["circuits=a%20b", "circuits"],
    ["offset=-1", "offset"],
    ["q=a&q=b", "q"],
    [`q=${"x".repeat(201)}`, "q"],
    ["__proto__=1", "__proto__"],
    ["no_such=1", "no_such"],
  ],
  listGroups: [
    ["limit=10", "by"],
    ["by=colour", "by"],
    ["by=state&limit=0", "limit"],
    ["by=state&offset=1.5", "offset"],
    ["by=state&state=broken", "state"],
  ],
  listEvents: [
    ["limit=0", "limit"],
    ["kind=party", "kind"],
    ["before=-1", "before"],
    ["before=1.5", "before"],
    ["before=99999999999999999999", "before"],
    ["circuit=%0A", "circuit"],
  ],
  putDefaultPolicy: EXPECTED_REVISIONS,
  putLimits: EXPECTED_REVISIONS,
  deleteNodeType: EXPECTED_REVISIONS,
  backtestPolicy: [
    ["workspace=a%20b", "workspace"],
    ["credential=", "credential"],
  ],
  showCircuit: [
    ["workspace=a%20b", "workspace"],
    ["credential=", "credential"],
  ],
};

/** An object with the fields of a right body too, so that it is not refused for those that it lacks. */
function besideWhatIsRight(body: string, right: object | undefined): string {
  return right === undefined || !body.endsWith("}") || body.includes("NaN")
    ? body
    : `${body.slice(0, -1)},${JSON.stringify(right).slice(1)}`;
}

function everyMalformedRequest(): Malformed[] {
  return Object.entries<Endpoint>(api).flatMap(([operation, endpoint]) => {
    const path = endpoint.path
      .replace("{type}", "precious")
      .replace("{id}", operation === "showIncident" ? "1" : "nobody");
    const takesBody = endpoint.body !== undefined;
    const rightBody = takesBody ? JSON.stringify(RIGHT[operation] ?? {}) : null;
    const request = { method: endpoint.method, path, body: null };
    const names = endpoint.path.includes("{type}")
      ? NAMES.map((name) => ({
          ...request,
          what: `the name ${name}`,
          path: endpoint.path.replace("{type}", encodeURIComponent(name).replaceAll("%25", "%")),
          body: rightBody,
          field: "type",
        }))
      : [];
    const bodies = takesBody
      ? BODIES.map(([what, body, field]) => ({
          ...request,
          what,
          body: besideWhatIsRight(body, RIGHT[operation]),
          field,
        }))
      : [];
    const fields = (FIELDS[operation] ?? []).map(([field, value]) => ({
      ...request,
      what: `${field} = ${JSON.stringify(value).slice(0, 60)}`,
      body: JSON.stringify({ ...RIGHT[operation], [field]: value }),
      field,
    }));
    const unknown = [["no_such_parameter=1", "no_such_parameter"] as const];
    const queries = [...(QUERIES[operation] ?? []), ...unknown].map(([query, field]) => ({
      ...request,
      what: `?${query.slice(0, 60)}`,
      path: `${path}?${query}`,
      body: rightBody,
      field,
    }));
    return [...names, ...bodies, ...fields, ...queries];
  });
}

test("every malformed request is a 4xx problem that names the field, and changes nothing", async ({
  panel,
  api: client,
  upstream,
}) => {
  test.setTimeout(120_000);
  await client.register("precious", `${upstream.url}/precious`, { policy: { failure_threshold: 3 } });
  const token = await panel.token();
  const everything = async () => {
    const paths = ["/api/nodes", "/api/policy/default", "/api/limits", "/api/tokens", "/api/users"];
    const replies = await Promise.all(paths.map((path) => client.send("GET", path)));
    const { generation, override } = await client.circuit("precious");
    const events = await client.send("GET", "/api/circuit-breaker/events?limit=1000");
    const lastUses = /"last_used_at":(null|"[^"]*")/g;
    return JSON.stringify([replies.map(({ body }) => body), generation, override, events.body]).replaceAll(
      lastUses,
      "",
    );
  };
  const before = await everything();
  const requests = everyMalformedRequest();
  const wrong: string[] = [];
  for (const { what, method, path, body, field } of requests) {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(panel.url + path, { method, headers, body });
    const text = await response.text();
    const isProblem = response.headers.get("content-type") === "application/problem+json";
    const isRight = response.status >= 400 && response.status < 500 && isProblem && names(text, field);
    if (!isRight) wrong.push(`${method} ${path.slice(0, 80)} with ${what}: ${response.status} ${text.slice(0, 200)}`);
  }
  expect(wrong).toEqual([]);
  expect(requests.length).toBeGreaterThanOrEqual(200);
  expect(await everything()).toBe(before);
  expect(upstream.calls("/precious")).toBe(0);
});

/** Whether a problem says which field is wrong, or that the path leads nowhere. */
function names(text: string, field: string): boolean {
  const { code, errors = [], detail } = JSON.parse(text) as Problem;
  if (field === "type" && code === "not_found") return true;
  if (errors.some((error) => error.field === field || error.field.startsWith(field))) return true;
  return field === "body" && detail.startsWith("body");
}

test("a body over the limit is refused, and the connection that it came on goes on", async ({ panel, api: client }) => {
  const headers = { authorization: `Bearer ${await panel.token()}` };
  for (const bytes of [1_100_000, 2_000_000, 3_000_000]) {
    const body = JSON.stringify({ title: "x".repeat(bytes) });
    const response = await fetch(`${panel.url}/api/nodes/large`, { method: "PUT", headers, body });
    expect(response.status).toBe(413);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    await response.text();
    for (let next = 0; next < 3; next += 1) expect((await client.send("GET", "/api/me")).status).toBe(200);
  }
});
