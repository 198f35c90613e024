import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = join(import.meta.dirname, "..");
/** Less than what this process itself is given to end. */
const STOP_MS = 3_800;
const ASK_EVERY_MS = 100;

/** The panel in a process of its own, as `npm start` serves it. */
export interface PanelProcess {
  /** Resolves when the panel can do its work; false where it ended before. */
  ready(): Promise<boolean>;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** @param origin where the panel will answer with this environment */
export function startPanel(origin: string, env: NodeJS.ProcessEnv): PanelProcess {
  const leash = join(import.meta.dirname, "leash.mjs");
  const child = spawn(process.execPath, ["--import", leash, "server.mjs"], {
    cwd: ROOT,
    env,
    // What the panel says of itself is in the greeting; what goes wrong is worth a line.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      isOver = true;
      resolve();
    };
    child.once("exit", end);
    child.once("error", (error) => {
      console.error(`The panel did not start: ${error.message}`);
      end();
    });
  });
  return {
    ended,
    async ready() {
      while (!isOver) {
        if (await isReady(origin)) return true;
        await Promise.race([ended, sleep(ASK_EVERY_MS)]);
      }
      return false;
    },
    async stop() {
      if (!isOver) child.kill("SIGTERM");
      const hard = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(hard);
    },
  };
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
