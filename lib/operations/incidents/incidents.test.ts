import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { incidentReply, incidentsQuery, incidentsReply } from "../../contracts/incident.ts";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { type FilePlace, newFilePlace } from "../../stores/sqlite/testing/place.ts";
import { resetCircuit } from "../circuits/reset-circuit.ts";
import type { Caller } from "../context.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, callerWith, openServices, type TestServices } from "../testing/services.ts";
import { listIncidents } from "./list-incidents.ts";
import { showIncident } from "./show-incident.ts";

const MINUTE = 60_000;
const FAILURE = { kind: "failure", message: "connection refused", group: "ECONNREFUSED" } as const;
const POLICY = { failure_threshold: 2, recovery_timeout: 300, scope: "workspace" };

let place: FilePlace;
let services: TestServices;

beforeEach(async () => {
  place = newFilePlace();
  services = await openServices(place.open());
  for (const [name, owner] of [
    ["mail", "team-mail"],
    ["bill", "team-billing"],
  ] as const) {
    const request = { kind: "http", config: { base_url: "http://api.test" }, policy: POLICY, owner };
    await putNodeType(services, ADMIN, name, nodeTypeRequest.parse(request));
  }
});

afterEach(() => place.remove());

/** Fails twice, 2 s each, and is rejected as often as is said. */
async function trip(name: string, rejected = 0, workspace: string | null = null): Promise<void> {
  const { catalogue, registry, statistics, now } = services;
  const { circuit, callers } = catalogue.get(name)!;
  if (workspace !== null) callers?.of(workspace, null);
  const id = workspace === null ? circuit.id : `${name}@${workspace}`;
  for (let time = 0; time < 2; time += 1) {
    const tripping = registry.get(id)!;
    const admission = await tripping.admit(null);
    if (admission.kind !== "rejection") await tripping.settle(admission, FAILURE);
    statistics.executed(id, "failure", 2000, now());
  }
  for (let time = 0; time < rejected; time += 1) statistics.rejected(id, now());
}

const list = (query: object = {}, caller: Caller = ADMIN) =>
  listIncidents(services, caller, incidentsQuery.parse(query));

describe("incidents", () => {
  it("are none where nothing tripped", async () => {
    expect(await list()).toMatchObject({ incidents: [], next_before: null, cut_off_at: null });
  });

  it("tell of circuits that tripped together: since when, whose, by what, what it cost, who acted", async () => {
    await trip("mail", 10);
    services.clock.time += 30_000;
    await trip("bill", 5);
    await resetCircuit(services, ADMIN, "bill", {}, { to: "closed", reason: "provider is back" });
    const { incidents } = incidentsReply.parse(await list());
    expect(incidents).toHaveLength(1);
    const [incident] = incidents;
    expect(incident).toMatchObject({
      state: "ongoing",
      closed_at: null,
      circuit_count: 2,
      trips: 2,
      owners: ["team-mail", "team-billing"],
      first_error: "connection refused",
      cost_unknown: 0,
      opened_by: ["test"],
      acts: [{ circuit: "bill", kind: "reset", actor: "token:test", reason: "provider is back" }],
    });
    expect(incident?.circuits).toMatchObject([
      { circuit: "mail", state: "open", failures_before: 2, cost: { rejected: 10 }, spans: [{ until: null }] },
      { circuit: "bill", state: "closed", cost: { rejected: 5 } },
    ]);
    // Calls took 2 s, and the bucket that says so begins at 1.5 s.
    expect(incident?.cost?.rejected).toBe(15);
    expect(incident?.cost?.seconds_not_waited).toBeGreaterThan(15 * 1.5);
    expect(incident?.cost?.seconds_not_waited).toBeLessThanOrEqual(15 * 2);
  });

  it("are over five minutes after all has closed; what was read of them before is gone on from", async () => {
    await trip("mail");
    expect((await list({ state: "ongoing" })).incidents).toHaveLength(1);
    await resetCircuit(services, ADMIN, "mail", {}, { to: "closed", reason: "mended" });
    services.clock.time += 5 * MINUTE;
    expect((await list({ state: "ongoing" })).incidents).toEqual([]);
    const [over] = (await list({ state: "over" })).incidents;
    expect(over).toMatchObject({ state: "over", circuits: [{ state: "closed" }] });
    services.clock.time += 6 * 24 * 60 * MINUTE;
    expect((await list({ state: "over" })).incidents).toEqual([over]);
    services.clock.time += 24 * 60 * MINUTE;
    expect((await list()).incidents).toEqual([]);
  });

  it("come by pages, and those of one circuit alone", async () => {
    for (const name of ["mail", "bill", "mail"]) {
      await trip(name);
      await resetCircuit(services, ADMIN, name, {}, { to: "closed" });
      services.clock.time += 10 * MINUTE;
    }
    const first = await list({ limit: "2" });
    expect(first.incidents.map(({ circuits }) => circuits[0]?.circuit)).toEqual(["mail", "bill"]);
    const rest = await list({ limit: "2", before: String(first.next_before) });
    expect(rest.incidents.map(({ circuits }) => circuits[0]?.circuit)).toEqual(["mail"]);
    expect(rest.next_before).toBeNull();
    expect((await list({ circuit: "bill" })).incidents).toHaveLength(1);
  });

  it("say that a cost is not known where its minutes are gone, and not that it is nothing", async () => {
    const { circuit } = services.catalogue.get("mail")!;
    for (let time = 0; time < 2; time += 1) {
      const admission = await circuit.admit(null);
      if (admission.kind !== "rejection") await circuit.settle(admission, FAILURE);
    }
    await trip("bill", 1);
    const [incident] = (await list()).incidents;
    expect(incident).toMatchObject({ cost: { rejected: 1 }, cost_unknown: 1, circuits: [{ cost: null }, {}] });
  });

  it("show nothing of workspaces to whom may not see them, and are not joined by them", async () => {
    await trip("mail", 0, "acme");
    services.clock.time += 50_000;
    await trip("mail", 0, "other");
    services.clock.time += 50_000;
    await trip("bill", 0, "acme");
    const { principal } = callerWith("read");
    const bound = { principal: { ...principal, workspaces: ["acme"] }, requestId: "r" } as Caller;
    expect((await list()).incidents).toHaveLength(1);
    const named = (await list({}, bound)).incidents.flatMap(({ circuits }) => circuits.map((each) => each.circuit));
    expect(named).toEqual(["mail@acme", "bill@acme"]);
    const other = (await list({ circuit: "mail@other" })).incidents[0]!;
    expect(other.circuits.map((each) => each.circuit)).toContain("mail@other");
    expect((await list({ circuit: "mail@other" }, bound)).incidents).toEqual([]);
  });

  it("are found by any of their trips, with their events in order; what is no trip is not found", async () => {
    await trip("mail");
    services.clock.time += 1000;
    await trip("bill");
    const [{ id } = { id: 0 }] = (await list()).incidents;
    const reply = incidentReply.parse(await showIncident(services, ADMIN, { id }));
    expect(reply.events.map(({ circuit, kind }) => `${circuit} ${kind}`)).toEqual(["mail opened", "bill opened"]);
    const second = reply.events[1]!.id;
    expect((await showIncident(services, ADMIN, { id: second })).incident.id).toBe(id);
    await expect(showIncident(services, ADMIN, { id: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(list({}, callerWith("execute"))).rejects.toMatchObject({ code: "forbidden" });
  });
});
