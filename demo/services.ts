import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const NAMES = ["orders-1", "orders-2"];
/** Less than what this process itself is given to end. */
const STOP_MS = 1_800;

interface Services {
  stop(): Promise<void>;
}

/** Starts two processes of the example's service, which call the upstream with the engine as a library. */
export function startServices({ redis, upstream }: { readonly redis: string; readonly upstream: string }): Services {
  const leash = join(import.meta.dirname, "leash.mjs");
  const env = { ...process.env, REDIS_URL: redis, UPSTREAM_URL: upstream };
  const children = NAMES.map((name) =>
    spawn(process.execPath, ["--import", leash, "examples/service/service.mjs", name], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    }),
  );
  return {
    async stop() {
      await Promise.all(children.map(stop));
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(hard);
}
