import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..", "..");
const START_TIMEOUT_MS = 60_000;

export const ADMIN = { email: "ada@panel.test", password: "correct horse battery staple" };
export const VIEWER = { email: "vic@panel.test", password: "only here to look around" };

/** A panel in a process of its own, on a data folder of its own. */
export class TestPanel {
  readonly url: string;
  readonly dataDir: string;
  readonly #port: number;
  /** Settings beside its own, of the commands too. */
  readonly #more: Readonly<Record<string, string>>;
  #process: ChildProcess | null = null;
  #output = "";

  private constructor(port: number, dataDir: string, more: Readonly<Record<string, string>>) {
    this.#port = port;
    this.#more = more;
    this.url = `http://127.0.0.1:${port}`;
    this.dataDir = dataDir;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<TestPanel> {
    const panel = new TestPanel(await freePort(), await mkdtemp(join(tmpdir(), "breaker-panel-")), env);
    await panel.up();
    return panel;
  }

  /** One that has circuits already, as `npm run seed` makes them. */
  static async furnished(circuits: number): Promise<TestPanel> {
    const panel = new TestPanel(await freePort(), await mkdtemp(join(tmpdir(), "breaker-panel-")), {});
    await panel.#command("seed", "--circuits", String(circuits));
    await panel.up();
    return panel;
  }

  /** Serves (again) from the same folder, at the same address. */
  async up(): Promise<void> {
    this.#process = spawn(process.execPath, ["server.mjs"], {
      cwd: ROOT,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on("data", (chunk) => {
        this.#output = (this.#output + chunk).slice(-20_000);
      });
    }
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#isReady())) {
      if (this.#process.exitCode !== null || Date.now() > deadline) throw new Error(`no panel:\n${this.#output}`);
      await sleep(50);
    }
  }

  /** What the process printed last. */
  get output(): string {
    return this.#output;
  }

  /** Ends the process as an operator does, or as a crash does. */
  async down(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }

  /** Stops the process where it stands (`SIGSTOP`), so that requests hang, or lets it go on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.#process?.kill(signal);
  }

  async close(): Promise<void> {
    this.signal("SIGCONT");
    await this.down();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** A bearer token, made by the command that operators use. */
  token(scopes = "read,execute,admin", ...more: string[]): Promise<string> {
    return this.#command("token", "--name", scopes.replaceAll(",", "-"), "--scopes", scopes, ...more);
  }

  /** A link that signs a user in once, made by the command that operators use. */
  loginLink(email: string): Promise<string> {
    return this.#command("admin", "login-link", "--email", email);
  }

  async #command(name: string, ...args: readonly string[]): Promise<string> {
    const program = [`scripts/${name}.ts`, ...args];
    const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: ROOT, env: this.#env });
    return stdout.trim();
  }

  get #env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PORT: String(this.#port),
      HOST: "127.0.0.1",
      PANEL_DATA_DIR: this.dataDir,
      PANEL_ADMIN_EMAIL: ADMIN.email,
      PANEL_ADMIN_PASSWORD: ADMIN.password,
      ...this.#more,
    };
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
