import { beforeEach, describe, expect, it } from "vitest";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import type { Caller } from "../context.ts";
import { OperationError } from "../errors.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, failTimes, openServices, type TestServices } from "../testing/services.ts";
import { groupCircuits } from "./group-circuits.ts";
import { listCircuits } from "./list-circuits.ts";
import { overrideCircuit } from "./override-circuit.ts";
import { showActivity } from "./show-activity.ts";

let services: TestServices;

const ACME: Caller = {
  principal: { kind: "token", id: "t", name: "token:acme", scopes: ["read", "execute"], workspaces: ["acme"] },
  requestId: "test",
};

async function register(name: string, policy: object = {}) {
  const request = nodeTypeRequest.parse({ kind: "http", config: { base_url: "http://127.0.0.1:9" }, policy });
  await putNodeType(services, ADMIN, name, request);
}

/** Makes a caller's circuit, as a call does. */
function call(type: string, workspace: string) {
  services.catalogue.get(type)?.callers?.of(workspace, null);
}

const list = (query: Parameters<typeof listCircuits>[2], caller = ADMIN) => listCircuits(services, caller, query);
const ids = (query: Parameters<typeof listCircuits>[2], caller = ADMIN) =>
  list(query, caller).circuits.map(({ circuit }) => circuit);

beforeEach(async () => {
  services = await openServices();
  for (const name of ["a", "b", "c", "d", "e"]) await register(name);
});

describe("a list that is jumped about in", () => {
  it("begins at an offset, and tells how many there are in all", () => {
    expect(ids({ offset: 2, limit: 2 })).toEqual(["c", "d"]);
    expect(list({ offset: 4, limit: 2 })).toMatchObject({ count: 5, next_cursor: null });
    expect(ids({ offset: 9 })).toEqual([]);
  });

  it("goes on from an offset by cursor, but takes not both at once", () => {
    const cursor = list({ offset: 1, limit: 2 }).next_cursor ?? "";
    expect(ids({ cursor })).toEqual(["d", "e"]);
    expect(() => list({ cursor, offset: 1 })).toThrow(OperationError);
  });

  it("puts what is closed, held and the like before what is well, and of that the most failures first", async () => {
    await failTimes(services, "d", 2);
    await failTimes(services, "e", 5);
    await overrideCircuit(services, ADMIN, "c", {}, { mode: "dry_run", reason: "new" });
    expect(ids({ sort: "state" })).toEqual(["e", "c", "d", "a", "b"]);
    expect(list({ limit: 1 }).attention).toBe(2);
    expect(ids({ attention: true, sort: "state" })).toEqual(["e", "c"]);
    expect(list({ attention: false, sort: "state" })).toMatchObject({ count: 3, attention: 2, summary: { open: 1 } });
  });
});

describe("circuits that are named", () => {
  it("are answered as far as they are there, each once", () => {
    expect(ids({ circuits: ["b", "gone", "a", "b", "a@nobody"] })).toEqual(["a", "b"]);
    expect(showActivity(services, ADMIN, { circuits: ["e", "gone"] }).circuits.map(({ circuit }) => circuit)).toEqual([
      "e",
    ]);
  });

  it("are not told to whom they do not concern", async () => {
    await register("shared", { scope: "workspace" });
    for (const workspace of ["acme", "rival"]) call("shared", workspace);
    const circuits = ["shared", "shared@acme", "shared@rival"];
    expect(ids({ circuits })).toEqual(circuits);
    expect(ids({ circuits }, ACME)).toEqual(["shared", "shared@acme"]);
    expect(showActivity(services, ACME, { circuits: ["shared@rival"] }).circuits).toEqual([]);
  });
});

describe("tenants of a node type", () => {
  const tenants = (caller = ADMIN) => list({ circuits: ["shared"] }, caller).circuits[0]?.tenants;

  it("are those with circuits of it, affected where calls are refused", async () => {
    await register("shared", { scope: "workspace", failure_threshold: 5 });
    expect(tenants()).toBeNull();
    for (const workspace of ["acme", "rival", "third"]) call("shared", workspace);
    expect(tenants()).toEqual({ known: 3, affected: 0 });
    await overrideCircuit(services, ADMIN, "shared", { workspace: "acme" }, { mode: "forced_open", reason: "abuse" });
    expect(tenants()).toEqual({ known: 3, affected: 1 });
    expect(list({ circuits: ["shared@acme"] }).circuits[0]?.tenants).toBeNull();
    await failTimes(services, "shared", 5);
    expect(tenants()).toEqual({ known: 3, affected: 3 });
    expect(tenants(ACME)).toEqual({ known: 1, affected: 1 });
  });
});

describe("circuits in groups", () => {
  const groups = (by: "node_type" | "workspace" | "state", more: object = {}) =>
    groupCircuits(services, ADMIN, { by, limit: 10, ...more });

  it("are counted by what they share, first those that need attention", async () => {
    await register("shared", { scope: "workspace" });
    for (const workspace of ["acme", "rival"]) call("shared", workspace);
    await failTimes(services, "d", 5);
    expect(groups("node_type").groups.map(({ group }) => group)).toEqual(["d", "a", "b", "c", "e", "shared"]);
    expect(groups("node_type").groups[0]).toEqual({ group: "d", closed: 0, open: 1, half_open: 0, attention: 1 });
    expect(groups("workspace").groups).toEqual([
      { group: null, closed: 5, open: 1, half_open: 0, attention: 1 },
      { group: "acme", closed: 1, open: 0, half_open: 0, attention: 0 },
      { group: "rival", closed: 1, open: 0, half_open: 0, attention: 0 },
    ]);
    await overrideCircuit(services, ADMIN, "a", {}, { mode: "forced_open", reason: "abuse" });
    expect(groups("state").groups.map(({ group }) => group)).toEqual(["open", "closed"]);
    expect(ids({ no_workspace: "true", q: "shared" })).toEqual(["shared"]);
  });

  it("come in pages, of those that match", () => {
    expect(groups("node_type", { limit: 2, offset: 3 })).toMatchObject({
      count: 5,
      groups: [{ group: "d" }, { group: "e" }],
    });
    expect(groups("state", { state: "open" }).groups).toEqual([]);
  });
});
