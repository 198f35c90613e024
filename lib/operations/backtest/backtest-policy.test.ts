import { describe, expect, it } from "vitest";
import { backtestReply, backtestRequest } from "../../contracts/backtest.ts";
import { nodeTypeRequest } from "../../contracts/node-type.ts";
import { newFilePlace } from "../../stores/sqlite/testing/place.ts";
import { CallStatistics } from "../../telemetry/call-statistics.ts";
import { OperationError } from "../errors.ts";
import { putNodeType } from "../nodes/put-node-type.ts";
import { ADMIN, callerWith, openServices, type TestServices } from "../testing/services.ts";
import { backtestPolicy } from "./backtest-policy.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;

type Tried = Parameters<typeof backtestPolicy>[0];

/** Services with a node type whose calls have these letters, one a second, the last one a second ago. */
async function called(letters: string, policy: object = {}): Promise<TestServices> {
  const services = await openServices();
  const whole = nodeTypeRequest.parse({ kind: "http", config: { base_url: "http://api.test" }, policy });
  await putNodeType(services, ADMIN, "api", whole);
  call(services, letters);
  return services;
}

function call(services: Pick<TestServices, "clock" | "statistics">, letters: string): void {
  for (const letter of letters) {
    const { time } = services.clock;
    if (letter === "r") services.statistics.rejected("api", time);
    else if (letter !== " ") services.statistics.executed("api", letter === "f" ? "failure" : "success", 5, time + 10);
    services.clock.time += SECOND;
  }
}

function backtest(services: Tried, policy: object, more: object = {}) {
  return backtestPolicy(services, ADMIN, "api", {}, backtestRequest.parse({ policy, ...more }));
}

const known = (figure: number) => ({ least: figure, likely: figure, most: figure });

describe("a backtest", () => {
  it("says when a policy would have opened, what it would have rejected, and what of that would have succeeded", async () => {
    const services = await called("ssffffffssss");
    const since = services.clock.time - 12 * SECOND;
    const at = (second: number) => new Date(since + second * SECOND).toISOString();
    const reply = await backtest(services, { failure_threshold: 3, recovery_timeout: 60 });
    expect(backtestReply.parse(reply)).toEqual(reply);
    expect(reply).toMatchObject({
      node_type: "api",
      circuit: "api",
      policy: { failure_threshold: 3, recovery_timeout: 60, half_open_max_calls: 3 },
      recorded_since: at(0),
      recorded_until: at(12),
      calls: 12,
      failures: 6,
      opened: known(1),
      rejected: known(7),
      would_have_succeeded: known(4),
      unknown: [],
      exact: true,
      summary: "would have opened once and rejected 7 calls, 4 of which would have succeeded",
    });
    expect(reply.openings).toEqual([
      {
        at: { earliest: at(4), latest: new Date(Date.parse(at(5)) - 1).toISOString() },
        until: { earliest: at(64), latest: new Date(Date.parse(at(65)) - 1).toISOString() },
        by: ["consecutive"],
        certain: true,
      },
    ]);
  });

  it("says so where it would not have opened", async () => {
    const reply = await backtest(await called("ssffffffssss"), { failure_threshold: 7 });
    expect(reply.summary).toBe("would not have opened, and rejected none of 12 calls");
    expect(reply).toMatchObject({ exact: true, openings: [] });
  });

  it("says so where it gives bounds and not a figure", async () => {
    const services = await called("");
    for (let minute = 0; minute < 5; minute += 1) call(services, `ffff${"s".repeat(26)}sfsfsf${"s".repeat(24)}`);
    for (const [index, kind] of ["success", "failure", "failure", "success", "failure", "success"].entries()) {
      services.statistics.executed("api", kind as "success", 5, services.clock.time + index * 10 + 10);
    }
    services.clock.time += SECOND;
    const reply = await backtest(services, { failure_threshold: 2, recovery_timeout: 10 });
    expect(reply.exact).toBe(false);
    expect(reply.rejected.least).toBeLessThan(reply.rejected.most);
    expect(reply.notes.join()).toContain("How calls followed one another within a second is on record in part only");
    expect(reply.summary).toMatch(/rejected about [0-9,]+ calls \([0-9,]+ to [0-9,]+\)/);
  });

  it("says so where the circuit was open and nobody knows", async () => {
    const reply = await backtest(await called("ffff rrrr  r s"), { failure_threshold: 5 });
    expect(reply).toMatchObject({ exact: false, opened: known(0), rejected_then: 5 });
    expect(reply.unknown).toMatchObject([{ rejected_then: 5 }]);
    expect(reply.notes.join()).toContain("The circuit itself refused 5 calls");
    expect(reply.summary).toContain("what would have become of 5 calls refused at the time, nobody knows");
  });

  it("says so where nothing is on record", async () => {
    const reply = await backtest(await called(""), {});
    expect(reply).toMatchObject({ recorded_since: null, recorded_until: null, calls: 0 });
    expect(reply.summary).toBe("nothing is on record of that time");
  });

  it("is about the last 24 hours, or the period that is asked about", async () => {
    const services = await called("fffff");
    const instant = (time: number) => new Date(time).toISOString();
    services.clock.time += 24 * HOUR;
    call(services, "sss");
    expect(await backtest(services, { failure_threshold: 3 })).toMatchObject({ calls: 3, opened: known(0) });
    const from = instant(services.clock.time - 25 * HOUR);
    const whole = await backtest(services, { failure_threshold: 3, recovery_timeout: 60 }, { from });
    expect(whole).toMatchObject({ calls: 8, opened: known(1), from });
    expect(whole.notes.join()).toContain("The record begins at");
    const to = instant(services.clock.time - HOUR);
    expect(await backtest(services, {}, { from, to })).toMatchObject({ calls: 5, to });
    const refused = backtest(services, {}, { from: to, to: from });
    await expect(refused).rejects.toMatchObject({ code: "invalid_request", errors: [{ field: "from" }] });
  });

  it("takes a policy as a node type says it: what it leaves out is inherited", async () => {
    const services = await called("fff", { failure_threshold: 2, timeout_seconds: 5 });
    const reply = await backtest(services, {});
    expect(reply.policy).toMatchObject({ failure_threshold: 5, timeout_seconds: 30 });
    expect(reply.notes.join()).toContain("another timeout_seconds is not known");
  });

  it("changes nothing", async () => {
    const services = await called("ffffffff");
    const before = [await services.store.load("circuits"), await services.store.history({ limit: 10 })];
    await backtest(services, { failure_threshold: 1 });
    expect([await services.store.load("circuits"), await services.store.history({ limit: 10 })]).toEqual(before);
  });

  it("needs the scope read, and a circuit that is there", async () => {
    const services = await called("s");
    const request = backtestRequest.parse({ policy: {} });
    const asks = [
      backtestPolicy(services, callerWith("execute", "admin"), "api", {}, request),
      backtestPolicy(services, ADMIN, "nobody", {}, request),
      backtestPolicy(services, ADMIN, "api", { workspace: "acme" }, request),
    ];
    const codes = await Promise.all(asks.map((ask) => ask.catch((error: OperationError) => error.code)));
    expect(codes).toEqual(["forbidden", "not_found", "not_found"]);
  });

  it("refuses more at a time than it can answer soon", async () => {
    const services = await called("s");
    const asks = Array.from({ length: 12 }, () => backtest(services, {}).catch((error: unknown) => error));
    const refused = (await Promise.all(asks)).filter((answer) => answer instanceof OperationError);
    expect(refused).toHaveLength(4);
    expect(refused[0]).toMatchObject({ code: "too_many_attempts", retryAfter: 5 });
    expect(await backtest(services, {})).toMatchObject({ calls: 1 });
  });

  it("goes on after a restart, from what SQLite holds", async () => {
    const place = newFilePlace();
    try {
      const before = place.open();
      const services = await called("");
      call(services, "sff");
      await services.statistics.flush(before, Number.POSITIVE_INFINITY);
      before.close();

      const restarted = { ...services, store: place.open(), statistics: new CallStatistics({ now: services.now }) };
      call(restarted, "fss");
      const reply = await backtest(restarted, { failure_threshold: 3 });
      expect(reply).toMatchObject({ calls: 6, opened: known(1), rejected: known(2), exact: false });
      expect(reply.notes.join()).toContain("The record was interrupted once");
    } finally {
      place.remove();
    }
  });
});
