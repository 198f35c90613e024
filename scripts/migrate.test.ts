import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failure } from "../lib/breaker/testkit.ts";
import { nodeTypeRequest } from "../lib/contracts/node-type.ts";
import { createToken } from "../lib/operations/accounts/create-token.ts";
import type { Caller } from "../lib/operations/context.ts";
import { putNodeType } from "../lib/operations/nodes/put-node-type.ts";
import { openPanel } from "../lib/panel.ts";
import { readSettings } from "../lib/settings.ts";
import { openRedisStore } from "../lib/stores/redis/open.ts";
import { RedisServer } from "../lib/stores/redis/testing/redis-server.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const ADMIN = { PANEL_ADMIN_EMAIL: "ada@panel.test", PANEL_ADMIN_PASSWORD: "correct horse battery" };
const CALLER: Caller = {
  principal: { kind: "user", id: "u", name: "ada", role: "admin", scopes: ["read", "execute", "admin"] },
  requestId: "r",
};
const NODE_TYPE = {
  kind: "http",
  config: { base_url: "http://127.0.0.1:9", method: "GET", path: "/", headers: { "x-key": "{{key}}" } },
  secrets: { key: "a secret" },
  policy: { failure_threshold: 1 },
};

let folder: string;
let server: RedisServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "panel-migrate-"));
  server = await RedisServer.start();
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const embedded = () => ({ ...ADMIN, PANEL_DATA_DIR: join(folder, "data") });
const shared = () => ({ ...ADMIN, PANEL_DATA_DIR: join(folder, "other"), REDIS_URL: server.url });

async function migrate(...args: readonly string[]) {
  const env = { ...process.env, ...embedded(), REDIS_URL: server.url };
  const child = spawn(process.execPath, [join(import.meta.dirname, "migrate.ts"), ...args], { env });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err, code };
}

const FROM_SQLITE = ["--from", "sqlite", "--to", "redis"];

/** A panel with a dependency whose circuit is open, and a token; closed again. */
async function useEmbedded(): Promise<string> {
  const panel = await openPanel(readSettings(embedded()));
  await putNodeType(panel, CALLER, "api", nodeTypeRequest.parse(NODE_TYPE));
  const circuit = panel.registry.get("api")!;
  const admission = await circuit.admit(null);
  if (admission.kind !== "rejection") await circuit.settle(admission, failure());
  const { secret } = await createToken(panel, CALLER, { name: "ci", scopes: ["read"] });
  await panel.close();
  return secret;
}

describe("migration from the data folder to a shared server", () => {
  test("takes everything along: circuits, node types with their secrets, users, tokens, events, keys", async () => {
    const token = await useEmbedded();
    const { out, err, code } = await migrate(...FROM_SQLITE);
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(out).toMatch(/1 circuits/);

    const panel = await openPanel(readSettings(shared()));
    expect(panel.registry.get("api")!.describe()).toMatchObject({ state: "open", generation: 2 });
    expect(await panel.accounts.users.byEmail("ada@panel.test")).toMatchObject({ role: "admin" });
    expect(await panel.accounts.tokens.find(token)).toMatchObject({ name: "ci" });
    const kinds = (await panel.store.history({ limit: 100 })).events.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["opened", "token_created", "node_type_created"]));
    expect(panel.firstAdmin).toBeNull();
    // A secret that would not open leaves a node type that cannot run.
    const { node } = panel.catalogue.get("api")!;
    expect(await node.run({}, AbortSignal.timeout(5000))).toMatchObject({ group: "ECONNREFUSED" });
    await panel.close();
  });

  test("refuses a server that holds a panel's values, and changes nothing there", async () => {
    await useEmbedded();
    await (await openPanel(readSettings(shared()))).close();
    const { err, code } = await migrate(...FROM_SQLITE);
    expect({ err, code }).toMatchObject({ err: expect.stringMatching(/holds a panel's values already/), code: 1 });
    const store = await openRedisStore({ url: server.url });
    expect(await store.load("node_types")).toEqual([]);
    await store.close();
  });

  test("refuses while a panel serves from the folder", async () => {
    const panel = await openPanel(readSettings(embedded()));
    const { err, code } = await migrate(...FROM_SQLITE);
    expect(code).toBe(1);
    expect(err).toMatch(/is in use by another running panel/);
    await panel.close();
  });

  test.each([
    [["--from", "redis", "--to", "redis"], /--from: sqlite/],
    [["--from", "sqlite"], /--to: redis/],
  ])("says how it is called where it is called as %j", async (args, message) => {
    const { err, code } = await migrate(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
