import { beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../breaker/index.ts";
import { failure } from "../../breaker/testkit.ts";
import type { HistoryRange } from "../../contracts/history.ts";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { overrideCircuit } from "../circuits/override-circuit.ts";
import { resetCircuit } from "../circuits/reset-circuit.ts";
import type { Caller } from "../context.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, openServices, type TestServices } from "../testing/services.ts";
import { showHistory } from "./show-history.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const POLICY = { failure_threshold: 2, recovery_timeout: 300 };

let services: TestServices;
let began: number;

beforeEach(async () => {
  services = await openServices();
  began = services.clock.time;
  const request = { kind: "http", config: { base_url: "http://api.test" }, policy: POLICY };
  await putNodeType(services, ADMIN, "api", nodeTypeRequest.parse(request));
});

function history(range: HistoryRange = "1h", caller: Caller = ADMIN) {
  return showHistory({ ...services, settings: { eventDays: 30 } }, caller, "api", { range });
}

async function run(outcome: Outcome): Promise<void> {
  const circuit = services.registry.get("api")!;
  const admission = await circuit.admit(null);
  if (admission.kind !== "rejection") await circuit.settle(admission, outcome);
}

/** Opens the circuit and has it reset, again and again. */
async function flap(times: number, everyMs: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await run(failure("503"));
    await run(failure("503"));
    services.clock.time += everyMs / 2;
    await resetCircuit(services, ADMIN, "api", {}, { to: "closed" });
    services.clock.time += everyMs / 2;
  }
}

const at = (instant: string | null) => (instant === null ? null : Date.parse(instant) - began);

describe("the history of a circuit", () => {
  it("is unknown before the circuit was made, and closed since, where nothing happened", async () => {
    services.clock.time += HOUR / 2;
    const { spans } = await history();
    expect(spans.map(({ state, from }) => [state, at(from)])).toEqual([
      [null, expect.any(Number)],
      ["closed", 0],
    ]);
    services.clock.time += 2 * HOUR;
    expect((await history()).spans).toMatchObject([{ state: "closed", until: null, event: null }]);
  });

  it("tells each change at its own instant, with the event that it was and who did it", async () => {
    services.clock.time += 2 * HOUR;
    await run(failure("503"));
    services.clock.time += MINUTE;
    await run(failure("503"));
    services.clock.time += 5 * MINUTE;
    services.registry.tick();
    services.clock.time += MINUTE;
    await run(failure("503"));
    services.clock.time += MINUTE;
    await resetCircuit(services, ADMIN, "api", {}, { reason: "mended", to: "closed" });
    services.clock.time += MINUTE;
    const { spans } = await history();
    expect(spans.map(({ state, from, kind }) => [state, at(from), kind])).toEqual([
      ["closed", expect.any(Number), null],
      ["open", 2 * HOUR + MINUTE, "opened"],
      ["half_open", 2 * HOUR + 6 * MINUTE, "half_opened"],
      ["open", 2 * HOUR + 7 * MINUTE, "opened"],
      ["closed", 2 * HOUR + 8 * MINUTE, "reset"],
    ]);
    expect(spans.at(-1)).toMatchObject({ until: null, actor: ADMIN.principal.name, event: expect.any(Number) });
    expect(spans.every(({ until }, index) => until === (spans[index + 1]?.from ?? null))).toBe(true);
  });

  it("goes on with what it was before the range", async () => {
    await run(failure("503"));
    await run(failure("503"));
    services.clock.time += 4 * MINUTE;
    await resetCircuit(services, ADMIN, "api", {}, { reason: "mended", to: "closed" });
    services.clock.time += HOUR - 2 * MINUTE;
    const { spans, from } = await history();
    expect(spans.map(({ state }) => state)).toEqual(["open", "closed"]);
    expect(spans[0]?.from).toBe(from);
  });

  it("tells who held it, and until when", async () => {
    const hold = { mode: "forced_open", reason: "maintenance", expires_in_seconds: 600 } as const;
    await overrideCircuit(services, ADMIN, "api", {}, hold);
    services.clock.time += MINUTE;
    expect((await history()).holds).toMatchObject([{ mode: "forced_open", until: null, reason: "maintenance" }]);
    services.clock.time += HOUR / 2;
    await services.registry.tick();
    const [held] = (await history()).holds;
    expect([at(held!.from), at(held!.until)]).toEqual([0, 10 * MINUTE]);
  });

  it.each([
    ["1h", 60, 60],
    ["24h", 96, 900],
    ["7d", 168, 3600],
  ] as const)("adds calls up by step over %s", async (range, steps, seconds) => {
    const { statistics, clock } = services;
    clock.time += 8 * 24 * HOUR;
    for (const [kind, ms] of [
      ["success", 10],
      ["success", 20],
      ["failure", 900],
      ["ignored", 5],
    ] as const) {
      statistics.executed("api", kind, ms, clock.time);
    }
    statistics.rejected("api", clock.time);
    const told = await history(range);
    expect(told).toMatchObject({ range, step_seconds: seconds });
    expect([told.calls.length, told.calls.at(-1), told.failures.at(-1), told.rejected.at(-1)]).toEqual([
      steps,
      4,
      1,
      1,
    ]);
    expect(told.calls.slice(0, -1).every((count) => count === 0)).toBe(true);
    expect([told.p50_ms.at(-1), told.p99_ms.at(-1), told.p50_ms[0]]).toEqual([
      expect.closeTo(10, 0),
      expect.closeTo(988, 0),
      null,
    ]);
  });

  it("tells short states of a circuit that changes often together, in bounds, and what lasted by itself", async () => {
    services.clock.time += HOUR;
    await flap(120, 5_000);
    services.clock.time += 20 * MINUTE;
    const { spans, from } = await history();
    expect(spans[0]?.from).toBe(from);
    expect(spans.every(({ until }, index) => until === (spans[index + 1]?.from ?? null))).toBe(true);
    expect(spans.reduce((sum, { states }) => sum + states, 0)).toBe(241);
    expect(spans.length).toBeLessThan(100);
    expect(
      spans.filter(({ states }) => states > 1).every(({ state, event }) => state === "open" && event === null),
    ).toBe(true);
    expect(spans.at(-1)).toMatchObject({ state: "closed", states: 1, kind: "reset", until: null });
  });

  it("says what it does not tell of a circuit that changed too often, and stays small", async () => {
    services.clock.time += 2 * HOUR;
    await flap(600, 2_500);
    for (let hold = 0; hold < 30; hold += 1) {
      await overrideCircuit(services, ADMIN, "api", {}, { mode: "dry_run", reason: "\u{1f480}".repeat(250) });
    }
    const told = await history();
    expect(told.spans[0]).toMatchObject({ state: null });
    expect(told.spans.reduce((sum, { states }) => sum + states, 0)).toBeGreaterThan(900);
    expect(Buffer.byteLength(JSON.stringify(told))).toBeLessThan(60_000);
  });

  it("of another's workspace is not told", async () => {
    const principal = { ...ADMIN.principal, kind: "token", workspaces: ["acme"] } as const;
    const nested = { range: "1h", workspace: "rival" } as const;
    await expect(
      showHistory({ ...services, settings: { eventDays: 30 } }, { principal, requestId: "r" }, "api", nested),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
