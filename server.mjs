/**
 * Serves the built panel: `node server.mjs`, or with `--dev` the sources as they are, reloading.
 *
 * Next's own server answers a malformed URL with 500, sets no limits and waits for event streams when it is told to
 * stop; this one stands in front of Next's handler for that.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createPanelServer } from "./lib/server/http-server.ts";
import { explainListenError } from "./lib/server/listen-error.ts";
import { settingsOrExit } from "./lib/server/settings-or-exit.ts";

const DRAIN_MS = 3_000;
const HOOKS_MS = 1_000;

const dev = process.argv.includes("--dev");
const settings = settingsOrExit(process.env);
const root = import.meta.dirname;
// Next and React choose their builds by it when they are imported.
process.env.NODE_ENV = dev ? "development" : "production";
if (!dev && !existsSync(join(root, ".next", "BUILD_ID"))) fail("The panel is not built yet: run `npm start`.");

let respond;
const prepared = Promise.withResolvers();
const { server, stop } = createPanelServer(
  async (request, response) => {
    await prepared.promise;
    await respond(request, response);
  },
  // Reloading in the browser goes over a websocket.
  { upgrades: dev, trustProxy: settings.trustProxy },
);

// Not SIGHUP: listening for it would undo `nohup npm start`.
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, shutDown);
await listen();
const { port } = server.address();
// With PORT=0 the system chose one, and the panel tells people where it is.
process.env.PORT = String(port);
try {
  const { default: next } = await import("next");
  const app = next({ dev, dir: root, hostname: settings.host, port, httpServer: server });
  respond = app.getRequestHandler();
  await app.prepare();
  // Next begins to open the panel while it prepares, but does not wait for it.
  await globalThis[Symbol.for("breaker-panel")];
} catch (error) {
  fail(error);
}
prepared.resolve();
const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
console.log(`Breaker Panel is ready on http://${host}:${port}`);

async function listen() {
  const { promise, resolve, reject } = Promise.withResolvers();
  server.once("error", reject);
  server.listen(settings.port, settings.host, resolve);
  try {
    await promise;
  } catch (error) {
    fail(await explainListenError(error, settings));
  }
}

async function shutDown() {
  if (stopping) return;
  stopping = true;
  await stop(DRAIN_MS);
  // The store goes last, so that what was in flight could still be kept.
  const hooks = globalThis[Symbol.for("breaker-panel.shutdown")] ?? [];
  const ended = Promise.allSettled([...hooks].map(async (hook) => hook()));
  for (const { reason } of (await Promise.race([ended, sleep(HOOKS_MS)])) ?? []) if (reason) console.error(reason);
  process.exit(0);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
