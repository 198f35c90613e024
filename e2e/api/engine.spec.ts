import type { BacktestReply } from "../../lib/contracts/backtest.ts";
import type { Executed, Reply } from "../support/api-client.ts";
import type { Dependency } from "../support/dependency.ts";
import { expect, test } from "../support/fixtures.ts";
import { after, inTurn, status } from "../support/upstream.ts";

const acme = (credential: string) => ({ workspace: "acme", credential });

test.describe("a circuit per credential", () => {
  const policy = { scope: "credential" };

  test("one tenant's wrong key stops that key, and twenty others go on", async ({ register }) => {
    const keys = await register("engine-keys", { policy });
    keys.answers((request, response) => {
      status(request.url?.includes("key=revoked") ? 401 : 200)(request, response);
    });
    const run = (credential: string) => keys.execute({ query: { key: credential } }, acme(credential));
    const others = Array.from({ length: 20 }, (_, index) => `key-${index + 1}`);
    const othersRun = async () => (await Promise.all(others.map(run))).map((reply) => reply.status);

    for (let call = 1; call <= 5; call += 1) {
      expect(await run("revoked")).toMatchObject({ status: 502, body: { output: { status: 401 } } });
      expect(await othersRun()).toEqual(others.map(() => 200));
    }
    const sent = keys.calls;
    expect(await run("revoked")).toMatchObject({
      status: 503,
      body: { error_type: "circuit_breaker", circuit: "engine-keys@acme:revoked", reason: "open" },
    });
    expect(keys.calls).toBe(sent);
    expect(await othersRun()).toEqual(others.map(() => 200));

    const circuits = await keys.circuits();
    expect(circuits).toHaveLength(1 + 1 + others.length);
    expect(circuits.filter(({ state }) => state === "open")).toMatchObject([
      { circuit: "engine-keys@acme:revoked", scope: acme("revoked"), consecutive_failures: 5 },
    ]);
    expect(await keys.circuit()).toMatchObject({ state: "closed", consecutive_failures: 0 });
    expect(await keys.events("engine-keys@acme:revoked")).toMatchObject([{ kind: "opened" }]);
  });

  test("an outage stops everybody after five failures of whomever, and speaks against no key", async ({ register }) => {
    const outage = await register("engine-outage", { policy });
    outage.answers(status(503, "down for maintenance"));
    for (let call = 1; call <= 5; call += 1) expect((await outage.execute({}, acme(`key-${call}`))).status).toBe(502);
    for (const credential of ["key-1", "key-6"]) {
      expect(await outage.execute({}, acme(credential))).toMatchObject({
        status: 503,
        body: { error_type: "circuit_breaker", circuit: "engine-outage", reason: "open" },
      });
    }
    expect(outage.calls).toBe(5);
    const [own, ...ofCallers] = await outage.circuits();
    expect(own).toMatchObject({ circuit: "engine-outage", scope: null, state: "open", consecutive_failures: 5 });
    expect(ofCallers.length).toBeGreaterThanOrEqual(5);
    for (const circuit of ofCallers) expect(circuit).toMatchObject({ state: "closed", consecutive_failures: 0 });
  });
});

test.describe("a window", () => {
  test("opens where half of ten calls have failed, though no two in a row, and says so", async ({ register }) => {
    const policy = { strategy: "failure_rate", minimum_calls: 10, failure_rate: 0.5 };
    const rate = await register("engine-rate", { policy });
    rate.answers(inTurn(status(200), status(500)));
    for (let call = 1; call <= 9; call += 1) await rate.execute();
    expect(await rate.circuit()).toMatchObject({
      state: "closed",
      window: { calls: 9, failures: 4, seconds: 60, minimum_calls: 10, failure_rate: 0.5, open_below: null },
    });
    await rate.execute();
    expect(await rate.circuit()).toMatchObject({ state: "open", consecutive_failures: 1, window: null });
    expect((await rate.execute()).body).toMatchObject({ error_type: "circuit_breaker", reason: "open" });
    expect(rate.calls).toBe(10);
    const [opened] = await rate.events();
    expect(opened).toMatchObject({ kind: "opened", summary: expect.stringContaining("5 of 10 in 60 s, limit 50 %") });
    expect(opened?.details.verdict).toEqual({
      ...{ by: "failure_rate", rate: 0.5, limit: 0.5, calls: 10, failures: 5, slow: 0 },
      ...{ window_seconds: 60, window_calls: null },
    });
  });

  test("opens where calls are slow, though every one of them succeeds", async ({ register }) => {
    const policy = { slow_call_seconds: 0.1, slow_call_rate: 0.5, window_calls: 8, minimum_calls: 4 };
    const slow = await register("engine-slow", { policy });
    slow.answers(after(150, status(200)));
    const replies = await Promise.all(Array.from({ length: 4 }, () => slow.execute()));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 200]);
    expect(await slow.circuit()).toMatchObject({ state: "open", consecutive_failures: 0 });
    const [opened] = await slow.events();
    expect(opened?.summary).toBe("all calls took 0.1 s or longer: 4 of the last 4, limit 50 %");
    expect(opened?.details.verdict).toEqual({
      ...{ by: "slow_call_rate", rate: 1, limit: 0.5, calls: 4, failures: 0, slow: 4, slow_seconds: 0.1 },
      ...{ window_seconds: null, window_calls: 8 },
    });
  });
});

test.describe("in the place of a rejection", () => {
  test("a fixed answer is given, marked as one", async ({ register }) => {
    const policy = { failure_threshold: 1, when_open: "fallback", fallback: { items: [] } };
    const fixed = await register("engine-fallback", { policy });
    await fixed.trip();
    const sent = fixed.calls;
    const reply = await fixed.execute();
    expect(reply).toMatchObject({ status: 200, body: { output: { fallback: true, body: { items: [] } } } });
    expect(stage(reply, "circuit")).toBe("fallback");
    expect(reply.body.trace).toMatchObject({ outcome: "none", attempts: 0 });
    expect(fixed.calls).toBe(sent);
  });

  test("the last good answer to the same caller's same question is given, marked as stale", async ({ register }) => {
    const stale = await register("engine-stale", { policy: { failure_threshold: 1, when_open: "stale" } });
    stale.answers(status(200, "as fresh as can be"));
    const ask = (page: string, workspace: string) => stale.execute({ query: { page } }, { workspace });
    const fresh = await ask("1", "acme");
    expect(stage(fresh, "cache")).not.toBe("stale");
    await stale.trip();
    const sent = stale.calls;

    const kept = await ask("1", "acme");
    expect(kept).toMatchObject({
      status: 200,
      body: { output: { status: 200, body: { message: "as fresh as can be" }, stale: true } },
    });
    expect((kept.body.output as { age_seconds: number }).age_seconds).toBeGreaterThanOrEqual(0);
    expect([stage(kept, "circuit"), stage(kept, "cache")]).toEqual(["rejected", "stale"]);
    for (const other of [await ask("2", "acme"), await ask("1", "rival")]) {
      expect(other).toMatchObject({ status: 503, body: { error_type: "circuit_breaker" } });
    }
    expect(stale.calls).toBe(sent);
  });
});

test("a hold that was given an end ends by itself, and that is an event", async ({ api, register }) => {
  const held = await register("engine-held");
  const hold = { mode: "forced_open", reason: "the provider migrates", expires_in_seconds: 1 };
  expect((await api.send("PUT", "/api/circuit-breaker/override/engine-held", hold)).status).toBe(200);
  const refused = await held.execute();
  expect(refused).toMatchObject({ status: 503, body: { error_type: "circuit_breaker", reason: "forced_open" } });
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(held.calls).toBe(0);

  await expect.poll(async () => (await held.events())[0]).toMatchObject({ kind: "override_expired", actor: null });
  expect(await held.circuit()).toMatchObject({ state: "closed", override: null });
  expect((await held.execute()).status).toBe(200);
});

test("what exceeds max_concurrent is refused, holds no slot, and is no failure; a slot comes back however its call ends", async ({
  register,
}) => {
  const policy = { max_concurrent: 2, timeout_seconds: 2, failure_threshold: 10 };
  const busy = await register("engine-busy", { policy });
  for (const ending of ["succeeds", "fails", "times out"]) {
    const held = Promise.withResolvers<void>();
    busy.answers(async (request, response) => {
      if (ending === "times out") return;
      await held.promise;
      status(ending === "fails" ? 500 : 200)(request, response);
    });
    const sent = busy.calls;
    const running = [busy.execute(), busy.execute()];
    await expect.poll(() => busy.calls).toBe(sent + 2);
    for (const refused of await Promise.all(Array.from({ length: 5 }, () => busy.execute()))) {
      expect(refused).toMatchObject({ status: 429, body: { error_type: "rate_limited", trace: { outcome: "none" } } });
      expect(refused.headers.get("retry-after")).toBe("1");
    }
    held.resolve();
    await Promise.all(running);
    expect(busy.calls).toBe(sent + 2);
    expect((await busy.circuit()).consecutive_failures).toBe(ending === "succeeds" ? 0 : ending === "fails" ? 2 : 4);
  }
  busy.answers(status(200));
  const replies = [await busy.execute(), ...(await Promise.all([busy.execute(), busy.execute()]))];
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
});

test("each opening in a row waits twice as long", async ({ register }) => {
  const policy = { failure_threshold: 1, recovery_timeout: 0.7, recovery_backoff: { factor: 2 } };
  const failing = await register("engine-backoff", { policy });
  failing.answers(status(503));
  for (const [openings, wait] of [
    [1, 0.7],
    [2, 1.4],
  ] as const) {
    await failing.execute();
    const open = await failing.circuit();
    expect(open).toMatchObject({ state: "open", openings, wait_seconds: wait });
    expect(Date.parse(open.recovery_at ?? "") - Date.parse(open.opened_at ?? "")).toBe(wait * 1000);
    await expect.poll(async () => (await failing.circuit()).state).toBe("half_open");
  }
  failing.answers(status(200));
  expect((await failing.execute()).status).toBe(200);
  expect(await failing.circuit()).toMatchObject({ state: "closed", openings: 2 });
});

test("after closing, a ramp lets a few calls through, and then all of them", async ({ register }) => {
  const ramp = await register("engine-ramp", {
    policy: { failure_threshold: 1, recovery_timeout: 0.1, ramp_seconds: 5 },
  });
  await ramp.trip();
  ramp.answers(status(200));
  await expect.poll(async () => (await ramp.circuit()).state).toBe("half_open");
  expect((await ramp.execute()).status).toBe(200);

  const closed = await ramp.circuit();
  expect(closed).toMatchObject({ state: "closed", share: 0.05 });
  expect(Date.parse(closed.ramp_ends_at ?? "") - Date.parse(closed.state_since)).toBe(5000);
  const throttled = (await manyCalls(ramp)).filter((reply) => reply.status !== 200);
  expect(throttled.length).toBeGreaterThan(0);
  for (const reply of throttled) {
    expect(reply).toMatchObject({ status: 503, body: { error_type: "circuit_breaker", reason: "throttled" } });
    expect(reply.headers.get("retry-after")).toBe("1");
  }

  await expect.poll(async () => (await ramp.circuit()).share).toBe(0.25);
  await expect.poll(async () => (await ramp.circuit()).share).toBe(1);
  expect(await ramp.circuit()).toMatchObject({ state: "closed", ramp_ends_at: null });
  expect((await manyCalls(ramp)).every((reply) => reply.status === 200)).toBe(true);
});

test("a backtest says what another policy would have done, and changes nothing by being asked", async ({
  api,
  register,
}) => {
  const tried = await register("engine-backtest", { policy: { failure_threshold: 100 } });
  tried.answers(status(503));
  for (let call = 0; call < 10; call += 1) await tried.execute();
  const { generation } = await tried.circuit();
  const ask = (failure_threshold: number) =>
    api.send<BacktestReply>("POST", "/api/nodes/engine-backtest/policy/backtest", { policy: { failure_threshold } });

  // The second that is not over yet is not on record.
  await expect.poll(async () => (await ask(3)).body.calls).toBe(10);
  const { body } = await ask(3);
  expect(body).toMatchObject({
    failures: 10,
    opened: { least: 1, most: 1 },
    would_have_succeeded: { least: 0, most: 0 },
  });
  expect(body.rejected.least).toBeGreaterThan(0);
  expect(body.openings[0]?.by).toEqual(["consecutive"]);
  expect((await ask(100)).body).toMatchObject({ opened: { most: 0 }, rejected: { most: 0 } });
  expect(await ask(0)).toMatchObject({ status: 400, body: { errors: [{ field: "policy.failure_threshold" }] } });
  expect(await tried.circuit()).toMatchObject({ state: "closed", generation });
});

/** So many that hardly ever all of them are let through where only a share is. */
function manyCalls(dependency: Dependency): Promise<Reply<Executed>[]> {
  return Promise.all(Array.from({ length: 30 }, () => dependency.execute()));
}

/** What a stage of the execution did. */
function stage({ body }: Reply<Executed>, name: string): string | undefined {
  return body.trace?.stages.find((each) => each.stage === name)?.result;
}
