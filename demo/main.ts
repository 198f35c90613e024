/**
 * `npm run demo`: the panel on a data folder of its own, dependencies that misbehave on schedule, and calls through
 * the panel's API. With `--redis` its state is on a Redis server of its own, which two services share.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsOrExit } from "../lib/server/settings-or-exit.ts";
import { ensureBuild } from "../scripts/build.mjs";
import { buildEngine } from "../scripts/build-engine.mjs";
import { loginLink, prepareAccess } from "./access.ts";
import { freePort } from "./free-port.ts";
import { greeting } from "./greeting.ts";
import { nodeTypes } from "./node-types.ts";
import { PanelApi } from "./panel-api.ts";
import { startPanel } from "./panel-process.ts";
import { startServices } from "./services.ts";
import { startSharedStore } from "./shared-store.ts";
import { ShowClock } from "./show-clock.ts";
import { startTraffic } from "./traffic.ts";
import { startUpstream } from "./upstream.ts";

const stopping = new AbortController();
// Not SIGHUP: listening for it would undo `nohup npm run demo`.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve()));

// A wrong setting is told now and not after the build. The demo's data is its own, whatever the environment names.
const own = { ...process.env, PANEL_DEMO: "1", REDIS_URL: "" };
const { host, port: wanted } = settingsOrExit(own);
const { isShared } = argumentsOrExit();

try {
  await ensureBuild(join(import.meta.dirname, ".."));
  if (isShared) await buildEngine();
  if (!stopping.signal.aborted) await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = (error as { exitCode?: number }).exitCode ?? 1;
}

/** Sets the stage, plays until told to stop, and clears everything away in the opposite order. */
async function run(): Promise<void> {
  await using stage = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "breaker-panel-demo-"));
  stage.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }));
  const port = await freePort(host, wanted);
  const shared = isShared ? await startSharedStore() : null;
  stage.defer(async () => shared?.stop());
  const env = { ...own, PORT: String(port), PANEL_DATA_DIR: dataDir, REDIS_URL: shared?.url ?? "" };
  const settings = settingsOrExit(env);
  const access = await prepareAccess(settings);
  if (stopping.signal.aborted) return;

  const address = `http://${reachable(host)}:${port}`;
  const panel = startPanel(address, env);
  stage.defer(() => panel.stop());
  const isReady = await Promise.race([panel.ready(), stopped.then(() => null)]);
  if (isReady === null) return;
  if (!isReady) throw new Error("The panel ended before it was ready.");

  const clock = new ShowClock();
  const upstream = await startUpstream({ seconds: () => clock.seconds() });
  stage.defer(() => upstream.close());
  const api = new PanelApi(address, access.setupToken);
  for (const [name, nodeType] of nodeTypes(upstream.origin)) await api.putNodeType(name, nodeType);
  const traffic = startTraffic({ panel: address, token: access.trafficToken });
  stage.defer(() => traffic.stop());
  if (shared !== null) {
    const services = startServices({ redis: shared.url, upstream: upstream.origin });
    stage.defer(() => services.stop());
  }

  if (port !== wanted && wanted !== 0) console.log(`Port ${wanted} is taken, so the demo is on ${port}.`);
  const link = await loginLink(settings, address, access.email);
  console.log(greeting({ ...access, link, address, dataDir, redis: shared?.url ?? null }));

  // Whoever comes sees it from the beginning.
  const watching = api.untilSomebodySignsIn(stopping.signal).then((somebody) => {
    if (somebody) clock.begin();
  });
  const isOver = await Promise.race([panel.ended.then(() => true), stopped.then(() => false)]);
  stopping.abort();
  await watching;
  if (isOver) throw new Error("The panel has ended; so does the demo.");
}

function argumentsOrExit(): { readonly isShared: boolean } {
  const given = process.argv.slice(2);
  const unknown = given.find((each) => each !== "--redis");
  if (unknown === undefined) return { isShared: given.length > 0 };
  console.error(`${unknown} is not known. The demo takes --redis, and nothing else.`);
  process.exit(2);
}

/** An address of this machine for a host that a server listens on: every address is not one to go to. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
