import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { ApiClient } from "../support/api-client.ts";
import { expect, test } from "../support/fixtures.ts";
import { TestPanel } from "../support/panel.ts";

test("stops within five seconds of SIGTERM, with idle connections and a call that hangs", async ({ upstream }) => {
  const panel = await TestPanel.start();
  try {
    const api = new ApiClient(panel.url, await panel.token());
    upstream.answer("/hangs", () => {});
    await api.register("hangs", `${upstream.url}/hangs`);
    const agent = new Agent({ keepAlive: true });
    const idle = get(`${panel.url}/livez`, { agent });
    const [response] = await once(idle, "response");
    response.resume();
    const hanging = api.execute("hangs").catch(() => "cut off");
    await expect.poll(() => upstream.calls("/hangs")).toBe(1);
    const start = performance.now();
    await panel.down("SIGTERM");
    expect(performance.now() - start).toBeLessThan(5000);
    await hanging;
    agent.destroy();
  } finally {
    await panel.close();
  }
});

test("a second panel on the same folder says so and leaves the first alone", async ({ panel, api }) => {
  const env = { ...process.env, PORT: "0", HOST: "127.0.0.1", PANEL_DATA_DIR: panel.dataDir };
  const second = spawn(process.execPath, ["server.mjs"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  second.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const [code] = await once(second, "close");
  expect(code).toBe(1);
  expect(said).toContain(panel.dataDir);
  expect((await api.send("GET", "/api/me")).status).toBe(200);
});

test("a setting that is wrong is named, and nothing starts", async () => {
  const env = { ...process.env, PORT: "70000", NEXTAUTH_URL: "not a url" };
  const child = spawn(process.execPath, ["server.mjs"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, "close");
  expect(code).toBe(1);
  expect(said).toMatch(/^PORT .+$/m);
  expect(said).toMatch(/^NEXTAUTH_URL .+$/m);
});
