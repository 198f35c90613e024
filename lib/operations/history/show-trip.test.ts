import { beforeEach, describe, expect, it } from "vitest";
import { failure } from "../../breaker/testkit.ts";
import type { TripReply } from "../../contracts/history.ts";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { resetCircuit } from "../circuits/reset-circuit.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, callerWith, openServices, type TestServices } from "../testing/services.ts";
import { showTrip } from "./show-trip.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let services: TestServices;

beforeEach(async () => {
  services = await openServices();
  const policy = { failure_threshold: 2, recovery_timeout: 300, timeout_seconds: 10 };
  const request = { kind: "http", config: { base_url: "http://api.test" }, policy };
  await putNodeType(services, ADMIN, "api", nodeTypeRequest.parse(request));
});

const trip = (event: number | "last" = "last") => showTrip(services, ADMIN, "api", { event });
const kindsAfter = ({ after }: TripReply) => after.map(({ kind }) => kind);

async function run(outcome: Parameters<NonNullable<ReturnType<typeof circuit>>["settle"]>[1]): Promise<void> {
  const admission = await circuit().admit(null);
  if (admission.kind !== "rejection") await circuit().settle(admission, outcome);
}

const circuit = () => services.registry.get("api")!;

async function open(): Promise<void> {
  await run(failure("503"));
  await run(failure("503"));
}

async function halfOpen(): Promise<void> {
  services.clock.time += 5 * MINUTE;
  await services.registry.tick();
}

const close = () => resetCircuit(services, ADMIN, "api", {}, { reason: "mended", to: "closed" });

describe("a trip", () => {
  it("has its dossier, and nothing after it while the circuit is open", async () => {
    await open();
    const told = await trip();
    expect(told).toMatchObject({ after: [], after_count: 0, end: null, previous: null, is_latest: true });
    expect(told.trip).toMatchObject({ kind: "opened", details: { dossier: { groups: [{ count: 2 }] } } });
  });

  it("ends with the test call that closes it; one that fails, and one that is lost, are counted before", async () => {
    await open();
    const { id } = (await trip()).trip;
    await halfOpen();
    await run(failure("503"));
    await halfOpen();
    await circuit().admit(null);
    services.clock.time += MINUTE;
    await services.registry.tick();
    await run({ kind: "success" });
    const closedAt = services.clock.time;
    services.clock.time += MINUTE;
    await open();

    const told = await trip(id);
    expect(kindsAfter(told)).toEqual(["half_opened", "opened", "half_opened", "probe_expired", "closed"]);
    expect(told).toMatchObject({ failed_tests: 1, lost_tests: 1, after_count: 5, is_latest: false });
    expect(told.end).toMatchObject({ kind: "closed", at: new Date(closedAt).toISOString() });
    expect(told.after[0]).not.toHaveProperty("details");
  });

  it("is ended by whoever resets the circuit, however late", async () => {
    await open();
    services.clock.time += 3 * DAY;
    await services.registry.tick();
    await resetCircuit(services, ADMIN, "api", {}, { to: "half_open" });
    await close();
    const told = await trip();
    expect(told.end).toMatchObject({ kind: "reset", actor: ADMIN.principal.name, reason: "mended" });
    expect(told.after.at(-1)).toEqual(told.end);
  });

  it("leads to the one before it", async () => {
    await open();
    await close();
    const first = await trip();
    services.clock.time += MINUTE;
    await open();
    const second = await trip();
    expect(second.previous).toBe(first.trip.id);
    expect(await trip(first.trip.id)).toMatchObject({ is_latest: false, previous: null, trip: { id: first.trip.id } });
  });

  it("is told of in bounds, however long the circuit went on failing", async () => {
    await open();
    for (let test = 0; test < 40; test += 1) {
      await halfOpen();
      await run(failure("503"));
    }
    const [{ id } = { id: 0 }] = (await services.store.history({ kinds: ["opened"], limit: 100 })).events.slice(-1);
    const told = await trip(id);
    expect(told.after).toHaveLength(30);
    expect(told).toMatchObject({ after_count: 80, failed_tests: 40, end: null });
  });

  it("that was none, or another circuit's, is not there", async () => {
    await expect(trip()).rejects.toMatchObject({ code: "not_found" });
    await open();
    const { id } = (await trip()).trip;
    await expect(trip(id + 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(showTrip(services, callerWith("execute"), "api", { event: id })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
