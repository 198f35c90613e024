import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { ApiClient } from "../support/api-client.ts";
import { expect, test } from "../support/fixtures.ts";
import { TestPanel } from "../support/panel.ts";
import { status } from "../support/upstream.ts";

const THRESHOLD_2 = { policy: { failure_threshold: 2 } };

test.describe("two panels on one Redis server", () => {
  let server: RedisServer;
  let one: TestPanel;
  let two: TestPanel;
  let [first, second]: ApiClient[] = [];

  test.beforeAll(async () => {
    server = await RedisServer.start({ config: { appendonly: "yes", appendfsync: "always" } });
    const start = (name: string) => TestPanel.start({ REDIS_URL: server.url, PANEL_INSTANCE: name });
    [one, two] = await Promise.all([start("panel-1"), start("panel-2")]);
    const token = await one.token();
    [first, second] = [new ApiClient(one.url, token), new ApiClient(two.url, token)];
  });
  test.afterAll(async () => {
    await Promise.all([one?.close(), two?.close()]);
    await server?.stop();
  });

  test("are one: tokens, node types, trips, resets and edits of one are the other's", async ({ upstream }) => {
    upstream.answer("/shared", status(500));
    await first!.register("shared", `${upstream.url}/shared`, THRESHOLD_2);
    await expect.poll(async () => (await second!.circuit("shared")).state).toBe("closed");
    await first!.execute("shared");
    await second!.execute("shared");
    for (const api of [first!, second!]) {
      await expect.poll(async () => (await api.circuit("shared")).state).toBe("open");
      expect((await api.execute("shared")).status).toBe(503);
    }
    await second!.send("POST", "/api/circuit-breaker/reset/shared", { reason: "mended" });
    await expect.poll(async () => (await first!.circuit("shared")).state).toBe("closed");
    await second!.register("shared", `${upstream.url}/shared`, { policy: { failure_threshold: 7 } });
    await expect.poll(async () => (await first!.circuit("shared")).threshold).toBe(7);
    await first!.send("DELETE", "/api/nodes/shared");
    await expect.poll(async () => (await second!.send("GET", "/api/nodes/shared")).status).toBe(404);
  });

  test("keep a secret that was given to the other", async ({ upstream }) => {
    let seen: string | undefined;
    upstream.answer("/secret", (request, response) => {
      seen = request.headers.authorization;
      response.end("{}");
    });
    await first!.register("secretive", `${upstream.url}/secret`, {
      config: { headers: { authorization: "Bearer {{key}}" } },
      secrets: { key: "s3cret-value" },
    });
    await expect.poll(async () => (await second!.execute("secretive")).status).toBe(200);
    expect(seen).toBe("Bearer s3cret-value");
  });

  test("know each other, and what is at risk with the server", async () => {
    await expect
      .poll(async () => (await first!.send("GET", "/api/instances")).body, { timeout: 20_000 })
      .toMatchObject({
        instances: [
          { instance: "panel-1", kind: "panel", alive: true },
          { instance: "panel-2", kind: "panel", alive: true },
        ],
        store: { kind: "redis", degraded: false },
      });
  });

  test("go on in memory while the server is gone, refuse acts, and are one again when it is back", async ({
    upstream,
  }) => {
    upstream.answer("/outage", status(500));
    upstream.answer("/well", status(200));
    await first!.register("outage", `${upstream.url}/outage`, THRESHOLD_2);
    await first!.register("well", `${upstream.url}/well`, THRESHOLD_2);
    await expect.poll(async () => (await second!.circuit("well")).state).toBe("closed");
    await server.kill();

    expect((await first!.execute("well")).status).toBe(200);
    await first!.execute("outage");
    await first!.execute("outage");
    expect(await first!.circuit("outage")).toMatchObject({ state: "open" });
    const refused = await first!.send("POST", "/api/circuit-breaker/reset/outage", { reason: "now" });
    expect([refused.status, refused.body.code]).toEqual([503, "store_unavailable"]);
    expect((await first!.send("GET", "/api/instances")).body).toMatchObject({ store: { degraded: true } });

    await server.restart();
    await expect.poll(async () => (await second!.circuit("outage")).state, { timeout: 15_000 }).toBe("open");
    await expect
      .poll(async () => (await first!.send("GET", "/api/instances")).body, { timeout: 15_000 })
      .toMatchObject({ store: { degraded: false } });
    const reset = await second!.send("POST", "/api/circuit-breaker/reset/outage", { reason: "now" });
    expect(reset.status).toBe(200);
    await expect.poll(async () => (await first!.circuit("outage")).state).toBe("closed");
  });
});
