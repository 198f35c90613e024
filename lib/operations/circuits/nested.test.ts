import { beforeEach, describe, expect, it } from "vitest";
import { type Outcome, SUCCESS } from "../../breaker/index.ts";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import type { Caller } from "../context.ts";
import { listEvents } from "../events/list-events.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, openServices, type TestServices } from "../testing/services.ts";
import { listCircuits } from "./list-circuits.ts";
import { overrideCircuit } from "./override-circuit.ts";
import { resetCircuit } from "./reset-circuit.ts";
import { showActivity } from "./show-activity.ts";
import { showCircuit } from "./show-circuit.ts";

const WRONG_KEY: Outcome = { kind: "failure", message: "401", group: "401", blame: "caller" };
const ACME: Caller = {
  principal: { ...ADMIN.principal, kind: "token", workspaces: ["acme"] },
  requestId: "request",
};

let services: TestServices;

async function run(workspace: string, credential: string, outcome: Outcome, times = 1): Promise<void> {
  const handle = services.catalogue.get("api")?.callers?.of(workspace, credential);
  for (let done = 0; done < times; done += 1) {
    const admission = await handle!.admit(null);
    if (admission.kind !== "rejection") await handle!.settle(admission, outcome);
  }
}

beforeEach(async () => {
  services = await openServices();
  const request = { kind: "http", config: { base_url: "http://api.test" }, policy: { scope: "credential" } };
  await putNodeType(services, ADMIN, "api", nodeTypeRequest.parse(request));
  await putNodeType(services, ADMIN, "other", nodeTypeRequest.parse({ ...request, policy: {} }));
  await run("acme", "good", SUCCESS);
  await run("acme", "bad", WRONG_KEY, 5);
  await run("rival", "good", SUCCESS);
});

const ids = (query: Parameters<typeof listCircuits>[2], caller = ADMIN) =>
  listCircuits(services, caller, query).circuits.map(({ circuit }) => circuit);

describe("circuits of callers", () => {
  it("are listed beside the node type's own, each with its scope", () => {
    expect(ids({})).toEqual(["api", "api@acme:bad", "api@acme:good", "api@rival:good", "other"]);
    expect(listCircuits(services, ADMIN).summary).toEqual({ closed: 4, open: 1, half_open: 0 });
    expect(showCircuit(services, ADMIN, "api", { workspace: "acme", credential: "bad" })).toMatchObject({
      node_type: "api",
      circuit: "api@acme:bad",
      scope: { workspace: "acme", credential: "bad" },
      state: "open",
      last_error: "401",
    });
    expect(showCircuit(services, ADMIN, "api")).toMatchObject({ circuit: "api", scope: null, state: "closed" });
  });

  it("are filtered by node type, workspace, credential and state", () => {
    expect(ids({ node_type: "other" })).toEqual(["other"]);
    expect(ids({ workspace: "acme" })).toEqual(["api@acme:bad", "api@acme:good"]);
    expect(ids({ credential: "good" })).toEqual(["api@acme:good", "api@rival:good"]);
    expect(ids({ workspace: "acme", credential: "good" })).toEqual(["api@acme:good"]);
    expect(ids({ state: "open" })).toEqual(["api@acme:bad"]);
  });

  it("are not made by being looked at", () => {
    const look = () => showCircuit(services, ADMIN, "api", { workspace: "acme", credential: "unknown" });
    expect(look).toThrow(/api has no circuit of workspace acme and credential unknown now/);
    expect(ids({ node_type: "api" })).toHaveLength(4);
  });

  it("are reset and held one by one", async () => {
    const bad = { workspace: "acme", credential: "bad" };
    const reply = await resetCircuit(services, ADMIN, "api", bad, { to: "closed", reason: "new key" });
    expect(reply).toMatchObject({ message: "Circuit breaker api@acme:bad has been reset", previous_state: "open" });
    await overrideCircuit(services, ADMIN, "api", bad, { mode: "forced_open", reason: "abuse" });
    expect(ids({ workspace: "acme" })).toHaveLength(2);
    expect(showCircuit(services, ADMIN, "api").override).toBeNull();
  });
});

describe("the activity of callers' circuits", () => {
  it("is that of the circuits that a list answers to the same query, and only to whom it concerns", () => {
    const told = (query: Parameters<typeof showActivity>[2], caller: Caller) =>
      showActivity(services, caller, query).circuits.map(({ circuit }) => circuit);
    for (const caller of [ADMIN, ACME]) {
      for (const query of [
        {},
        { sort: "state", limit: 2 },
        { workspace: "acme" },
        { q: "bad", state: "open" },
      ] as const) {
        expect(told(query, caller)).toEqual(ids(query, caller));
      }
    }
    expect(told({ node_type: "api", limit: 1 }, ADMIN)).toEqual(["api"]);
  });
});

describe("a token that is bound to a workspace", () => {
  it("sees that workspace's circuits and those of no workspace", () => {
    expect(ids({}, ACME)).toEqual(["api", "api@acme:bad", "api@acme:good", "other"]);
    expect(ids({ workspace: "rival" }, ACME)).toEqual([]);
    expect(() => showCircuit(services, ACME, "api", { workspace: "rival", credential: "good" })).toThrow(/bound to/);
  });

  it("acts on them, and on no others", async () => {
    const reset = (nested: object) => resetCircuit(services, ACME, "api", nested, { to: "closed" });
    expect((await reset({ workspace: "acme", credential: "bad" })).changed).toBe(true);
    await expect(reset({ workspace: "rival", credential: "good" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(reset({ credential: "bad" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(reset({})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("reads no events of others", async () => {
    await run("rival", "bad", WRONG_KEY, 5);
    const circuits = async (caller: Caller) =>
      (await listEvents(services, caller, { limit: 50, kind: "opened" })).events.map(({ circuit }) => circuit);
    expect(await circuits(ADMIN)).toEqual(["api@rival:bad", "api@acme:bad"]);
    expect(await circuits(ACME)).toEqual(["api@acme:bad"]);
  });
});
