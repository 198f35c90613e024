import { expect, test } from "../support/fixtures.ts";
import { status } from "../support/upstream.ts";

test("outage: the fifth failure opens, calls are spared, at most three probes test, one success closes", async ({
  api,
  upstream,
}) => {
  const path = "/outage";
  upstream.answer(path, status(503, "down for maintenance"));
  await api.register("outage", upstream.url + path, { policy: { recovery_timeout: 2, timeout_seconds: 10 } });

  for (let call = 1; call <= 5; call += 1) {
    const reply = await api.execute("outage");
    expect(reply).toMatchObject({ status: 502, body: { error_type: "node_error" } });
  }
  const open = await api.circuit("outage");
  expect(open).toMatchObject({ state: "open", consecutive_failures: 5, threshold: 5 });
  expect(open.last_error).toContain("503");
  expect(open.seconds_until_recovery).toBeGreaterThanOrEqual(1);

  const rejected = await api.execute("outage");
  expect(rejected).toMatchObject({ status: 503, body: { error_type: "circuit_breaker" } });
  expect(Number(rejected.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(upstream.calls(path)).toBe(5);

  await expect.poll(async () => (await api.circuit("outage")).state).toBe("half_open");
  const held = Promise.withResolvers<void>();
  upstream.answer(path, async (request, response) => {
    await held.promise;
    status(200)(request, response);
  });
  const calls = Array.from({ length: 12 }, () => api.execute("outage"));
  await expect.poll(async () => (await api.circuit("outage")).half_open.in_flight).toBe(3);
  await expect.poll(() => upstream.calls(path)).toBe(8);
  const refused = await Promise.all(await firstSettled(calls, 9));
  expect(refused.every(({ body }) => body.error_type === "circuit_breaker")).toBe(true);
  held.resolve();
  const replies = await Promise.all(calls);
  expect(replies.filter((reply) => reply.status === 200)).toHaveLength(3);
  expect(upstream.mostAtOnce(path)).toBe(3);
  expect(await api.circuit("outage")).toMatchObject({ state: "closed", consecutive_failures: 0 });

  const { body } = await api.send<{ events: { kind: string }[] }>("GET", "/api/circuit-breaker/events?circuit=outage");
  expect(body.events.map(({ kind }) => kind)).toEqual(["closed", "half_opened", "opened", "node_type_created"]);
});

test("outage: a call is refused within five milliseconds, and does not reach the dependency", async ({
  api,
  upstream,
}) => {
  const path = "/refused";
  upstream.answer(path, status(503));
  await api.register("refused", upstream.url + path);
  for (let call = 1; call <= 5; call += 1) await api.execute("refused");
  const took: number[] = [];
  for (let call = 6; call <= 20; call += 1) {
    const { body } = await api.execute("refused");
    expect(body.error_type).toBe("circuit_breaker");
    took.push(body.trace?.total_ms ?? Number.NaN);
  }
  // The median: the machine may be busy for a moment.
  expect(took.sort((a, b) => a - b)[7]).toBeLessThan(5);
  expect(upstream.calls(path)).toBe(5);
});

test("wrong key: five 401 open the circuit; with the key set right, a reset lets the next call through", async ({
  api,
  upstream,
}) => {
  const path = "/keyed";
  upstream.answer(path, (request, response) => {
    status(request.headers.authorization === "Bearer right-key" ? 200 : 401, "bad key")(request, response);
  });
  const config = { headers: { authorization: "Bearer {{api_key}}" } };
  await api.register("keyed", upstream.url + path, { config, secrets: { api_key: "wrong-key" } });
  for (let call = 1; call <= 5; call += 1) await api.execute("keyed");
  const open = await api.circuit("keyed");
  expect(open.state).toBe("open");
  expect(open.last_error).toContain("401");
  expect(open.last_error).not.toContain("wrong-key");

  await api.register("keyed", upstream.url + path, { config, secrets: { api_key: "right-key" } });
  expect((await api.circuit("keyed")).state).toBe("open");
  const reset = await api.send("POST", "/api/circuit-breaker/reset/keyed", { reason: "configuration fixed" });
  expect(reset).toMatchObject({ status: 200, body: { status: "success", changed: true, previous_state: "open" } });
  expect(await api.execute("keyed")).toMatchObject({ status: 200, body: { output: { status: 200 } } });
});

test("intermittent: failure, success, failure … for 200 calls never opens it", async ({ api, upstream }) => {
  const path = "/intermittent";
  await api.register("intermittent", upstream.url + path);
  for (let call = 0; call < 200; call += 1) {
    upstream.answer(path, status(call % 2 === 0 ? 500 : 200));
    const reply = await api.execute("intermittent");
    expect(reply.status).toBe(call % 2 === 0 ? 502 : 200);
  }
  expect(await api.circuit("intermittent")).toMatchObject({ state: "closed" });
  expect(upstream.calls(path)).toBe(200);
});

test("the operational guide's three lines work without the prefix", async ({ api, upstream }) => {
  await api.register("guide", `${upstream.url}/guide`);
  const all = await api.send<{ circuits: { node_type: string }[] }>("GET", "/circuit-breaker/status");
  expect(all.body.circuits.map(({ node_type }) => node_type)).toContain("guide");
  expect(await api.send("GET", "/circuit-breaker/status/guide")).toMatchObject({
    status: 200,
    body: { state: "closed" },
  });
  const reset = await api.send("POST", "/circuit-breaker/reset/guide");
  expect(reset).toMatchObject({ status: 200, body: { status: "success", changed: false } });
});

/** The first of these calls to be answered, as many as are asked for. */
async function firstSettled<T>(calls: readonly Promise<T>[], count: number): Promise<T[]> {
  const settled: T[] = [];
  const enough = Promise.withResolvers<void>();
  for (const call of calls) {
    void call.then((value) => {
      settled.push(value);
      if (settled.length === count) enough.resolve();
    });
  }
  await enough.promise;
  return settled.slice(0, count);
}
