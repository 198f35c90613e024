import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SUCCESS } from "../../breaker/index.ts";
import { bulkRequest } from "../../contracts/bulk.ts";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { type FilePlace, newFilePlace } from "../../stores/sqlite/testing/place.ts";
import { StoreError } from "../../stores/store.ts";
import type { Caller } from "../context.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, callerWith, failTimes, openServices, type TestServices } from "../testing/services.ts";
import { bulkAct } from "./bulk-act.ts";
import { listMatching } from "./list-matching.ts";
import { showCircuit } from "./show-circuit.ts";

const ACME: Caller = { ...ADMIN, principal: { ...ADMIN.principal, kind: "token", workspaces: ["acme"] } };

let place: FilePlace;
let services: TestServices;

async function register(name: string, policy: object = {}): Promise<void> {
  const request = { kind: "http", config: { base_url: "http://api.test" }, policy };
  await putNodeType(services, ADMIN, name, nodeTypeRequest.parse(request));
}

/** On these circuits, as they are now. */
function on(...names: readonly string[]) {
  const seen = new Map(listMatching(services, ADMIN).circuits.map(({ circuit, generation }) => [circuit, generation]));
  return names.map((circuit) => ({ circuit, expected_generation: seen.get(circuit) ?? null }));
}

function act(request: object, caller = ADMIN) {
  return bulkAct(services, caller, bulkRequest.parse({ reason: "network fixed", ...request }));
}

const eventsOf = async (...kinds: readonly string[]) =>
  (await services.store.history({ kinds, limit: 1000 })).events.map(({ circuit, actor, reason }) => [
    circuit,
    actor,
    reason,
  ]);

const stateOf = (name: string) => showCircuit(services, ADMIN, name).state;

beforeEach(async () => {
  place = newFilePlace();
  services = await openServices(place.open());
  for (const name of ["alpha", "beta", "gamma"]) await register(name);
});

afterEach(() => place.remove());

describe("an act on many circuits", () => {
  it("is on each one an act of its own, with its own answer and its own event", async () => {
    await failTimes(services, "alpha", 5);
    await failTimes(services, "beta", 5);
    const targets = on("alpha", "beta", "gamma", "nobody");
    await failTimes(services, "gamma", 5);
    expect(await act({ act: "reset", circuits: targets })).toMatchObject({
      done: 2,
      unchanged: 0,
      refused: 2,
      results: [
        { circuit: "alpha", result: "done", code: null, message: "Circuit breaker alpha has been reset" },
        { circuit: "beta", result: "done", code: null },
        { circuit: "gamma", result: "refused", code: "generation_moved" },
        { circuit: "nobody", result: "refused", code: "not_found" },
      ],
    });
    expect([stateOf("alpha"), stateOf("beta"), stateOf("gamma")]).toEqual(["closed", "closed", "open"]);
    expect((await eventsOf("reset")).toSorted()).toEqual([
      ["alpha", "token:test", "network fixed"],
      ["beta", "token:test", "network fixed"],
    ]);
    // What nobody knows has no history, and gets none by asking.
    expect(await eventsOf("refused")).toEqual([["gamma", "token:test", null]]);
  });

  it("tells what was so already from what it changed", async () => {
    await failTimes(services, "alpha", 5);
    const { results } = await act({ act: "reset", circuits: on("alpha", "beta") });
    expect(results.map(({ result }) => result)).toEqual(["done", "unchanged"]);
    const lifted = await act({ act: "lift", circuits: on("alpha") });
    expect(lifted.results).toMatchObject([{ result: "unchanged" }]);
  });

  it("has open circuits tested at once, and refuses it to closed ones", async () => {
    await failTimes(services, "alpha", 5);
    const { results } = await act({ act: "reset", to: "half_open", circuits: on("alpha", "beta") });
    expect(results).toMatchObject([{ result: "done" }, { result: "refused", code: "already_closed" }]);
    expect(stateOf("alpha")).toBe("half_open");
    expect(await eventsOf("refused")).toEqual([["beta", "token:test", null]]);
  });

  it("holds and lifts, and a hold ends by itself", async () => {
    const hold = { act: "hold", mode: "forced_open", expires_in_seconds: 60 };
    await act({ ...hold, circuits: on("alpha", "beta") });
    expect(listMatching(services, ADMIN).circuits.map(({ held }) => held)).toEqual([true, true, false]);
    await act({ act: "lift", circuits: on("alpha") });
    expect(showCircuit(services, ADMIN, "alpha").override).toBeNull();
    services.clock.time += 60_000;
    expect(showCircuit(services, ADMIN, "beta").override).toBeNull();
  });

  it("is carried out once under its id, however often it is sent", async () => {
    await failTimes(services, "alpha", 5);
    const once = { act: "reset", circuits: [{ circuit: "alpha" }], act_id: "after-the-fix" };
    await act(once);
    await failTimes(services, "alpha", 5);
    await act(once);
    expect(stateOf("alpha")).toBe("open");
    await act({ ...once, act_id: "another-act" });
    expect(stateOf("alpha")).toBe("closed");
  });

  it("reaches a thousand circuits in one call", async () => {
    await register("api", { scope: "workspace" });
    const callers = services.catalogue.get("api")?.callers;
    for (let index = 0; index < 990; index += 1) {
      const circuit = callers?.of(`w${index}`, null);
      const admission = await circuit?.admit(null);
      if (admission && admission.kind !== "rejection") await circuit?.settle(admission, SUCCESS);
    }
    const { circuits, count } = listMatching(services, ADMIN, { node_type: "api" });
    expect(count).toBe(991);
    const reply = await act({ act: "hold", mode: "dry_run", circuits: on(...circuits.map(({ circuit }) => circuit)) });
    expect(reply).toMatchObject({ done: 991, unchanged: 0, refused: 0 });
    expect(listMatching(services, ADMIN, { node_type: "api" }).circuits.every(({ held }) => held)).toBe(true);
  });
});

describe("who acts on many circuits", () => {
  it("is an admin", async () => {
    const request = { act: "reset", circuits: on("alpha") };
    await expect(act(request, callerWith("read", "execute"))).rejects.toMatchObject({ code: "forbidden" });
    expect(() => listMatching(services, callerWith("admin"))).toThrow(expect.objectContaining({ code: "forbidden" }));
  });

  it("acts within the workspaces of the token, is refused the rest, and that is kept in the log", async () => {
    await register("api", { scope: "workspace" });
    for (const workspace of ["acme", "rival"]) {
      const circuit = services.catalogue.get("api")?.callers?.of(workspace, null);
      const admission = await circuit?.admit(null);
      if (admission && admission.kind !== "rejection") await circuit?.settle(admission, SUCCESS);
    }
    const names = ["api", "api@acme", "api@rival"];
    const circuits = names.map((circuit) => ({ circuit }));
    const { results } = await act({ act: "hold", mode: "forced_open", circuits }, ACME);
    expect(results.map(({ code }) => code)).toEqual(["forbidden", null, "forbidden"]);
    expect(await eventsOf("override_set")).toHaveLength(1);
    expect((await eventsOf("refused")).map(([circuit]) => circuit)).toEqual(["api", "api"]);
    expect(listMatching(services, ACME, { node_type: "api" }).circuits.map(({ circuit }) => circuit)).toEqual([
      "api",
      "api@acme",
    ]);
  });
});

describe("where the store is out", () => {
  it("fails loudly, and changes nothing", async () => {
    await failTimes(services, "alpha", 5);
    const circuits = on("alpha", "beta");
    await services.store.close();
    await expect(act({ act: "reset", circuits })).rejects.toMatchObject({ name: "StoreError", code: "unavailable" });
    expect(stateOf("alpha")).toBe("open");
  });

  it("tells of each circuit whether it was done, where the store went in between", async () => {
    for (let index = 0; index < 40; index += 1) await register(`many-${index}`);
    const names = Array.from({ length: 40 }, (_, index) => `many-${index}`);
    const swap = services.store.swap.bind(services.store);
    let left = 20;
    services.store.swap = (request) => {
      left -= 1;
      if (left < 0) throw new StoreError("unavailable", "the disk is full");
      return swap(request);
    };
    const reply = await act({ act: "hold", mode: "dry_run", circuits: on(...names) });
    expect(reply).toMatchObject({ done: 20, refused: 20 });
    const held = listMatching(services, ADMIN).circuits.filter((each) => each.held);
    expect(held.map(({ circuit }) => circuit).toSorted()).toEqual(
      reply.results
        .filter(({ result }) => result === "done")
        .map(({ circuit }) => circuit)
        .toSorted(),
    );
    expect(reply.results.at(-1)).toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("Not tried"),
    });
  });
});

describe("what is refused as a whole", () => {
  it("a circuit that is named twice", async () => {
    const circuits = [{ circuit: "alpha" }, { circuit: "alpha" }];
    await expect(act({ act: "reset", circuits })).rejects.toMatchObject({ errors: [{ field: "circuits.1.circuit" }] });
  });

  it.each([
    ["no circuit", { act: "reset", circuits: [] }],
    [
      "more than a thousand",
      { act: "reset", circuits: Array.from({ length: 1001 }, (_, n) => ({ circuit: `c${n}` })) },
    ],
    ["no reason", { act: "reset", circuits: [{ circuit: "alpha" }], reason: " " }],
    ["an act that there is not", { act: "delete", circuits: [{ circuit: "alpha" }] }],
    ["a hold without a mode", { act: "hold", circuits: [{ circuit: "alpha" }] }],
    ["what belongs to another act", { act: "lift", mode: "dry_run", circuits: [{ circuit: "alpha" }] }],
  ])("%s", (_, request) => {
    expect(bulkRequest.safeParse({ reason: "why not", ...request }).success).toBe(false);
  });
});

it("finds all that matches, in whatever state, or in one", async () => {
  await failTimes(services, "beta", 5);
  const names = (query: object) => listMatching(services, ADMIN, query).circuits.map(({ circuit }) => circuit);
  expect([names({}), names({ state: "open" }), names({ q: "gam" }), names({ q: "gam", state: "open" })]).toEqual([
    ["alpha", "beta", "gamma"],
    ["beta"],
    ["gamma"],
    [],
  ]);
});
