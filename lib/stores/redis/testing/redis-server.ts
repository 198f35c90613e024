import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "@redis/client";

interface ServerOptions {
  /** Directives and their values, as in `redis.conf`; they go before those of the tests' own. */
  readonly config?: { readonly [directive: string]: string };
  /** Whether it listens for TLS as well, on a port of its own, with `CERTIFICATE`. */
  readonly tls?: boolean;
}

/** Of whoever is `127.0.0.1`; signed by itself, and valid for a hundred years. */
export const CERTIFICATE = join(import.meta.dirname, "tls/for-tests-only.cert.pem");
const KEY = join(import.meta.dirname, "tls/for-tests-only.key.pem");

/**
 * Starts the server and prints its id. The shell's own input is held open by the test process: when that ends, in
 * whatever way, the input does, and the server is ended with it.
 */
const LEASH =
  '"$@" >/dev/null & server=$!; echo $server; exec 2>/dev/null; cat >/dev/null; kill -9 $server; wait $server';

const READY_WITHIN_MS = 10_000;

/** A real server of its own on a free port of the loopback interface, with a folder of its own. */
export class RedisServer {
  readonly port: number;
  readonly folder: string;
  readonly tlsPort: number | undefined;
  readonly #args: readonly string[];
  #shell: ChildProcess | null = null;
  #pid = 0;

  static async start({ config = {}, tls = false }: ServerOptions = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), tls ? await freePort() : undefined, config);
    try {
      await server.#run();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  private constructor(port: number, tlsPort: number | undefined, config: { readonly [directive: string]: string }) {
    this.port = port;
    this.tlsPort = tlsPort;
    this.folder = mkdtempSync(join(tmpdir(), "breaker-panel-redis-"));
    const directives = {
      bind: "127.0.0.1",
      port: String(port),
      dir: this.folder,
      save: "",
      ...tlsDirectives(tlsPort),
      ...config,
    };
    this.#args = Object.entries(directives).flatMap(([directive, value]) => [`--${directive}`, value]);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Ends it and removes its folder. */
  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends it in the way that leaves it no last word. */
  async kill(): Promise<void> {
    const shell = this.#shell;
    if (shell === null) return;
    this.#shell = null;
    shell.stdin?.end();
    if (shell.exitCode === null && shell.signalCode === null) await once(shell, "close");
  }

  /**
   * Starts it again where it is not running, on the same port with what its folder holds. Waits until it has loaded that,
   * or with `isLoaded` false only until it answers at all.
   */
  async restart({ isLoaded = true } = {}): Promise<void> {
    await this.kill();
    await this.#run(isLoaded);
  }

  /** Stops it from doing anything; its connections stay. */
  pause(): void {
    process.kill(this.#pid, "SIGSTOP");
  }

  resume(): void {
    process.kill(this.#pid, "SIGCONT");
  }

  /** What the server answers to an administrator's command. */
  async command(...args: readonly string[]): Promise<unknown> {
    const client = createClient({ url: this.url, RESP: 2, disableClientInfo: true, maintNotifications: "disabled" });
    try {
      await client.connect();
      return await client.sendCommand([...args]);
    } finally {
      client.destroy();
    }
  }

  /** Until a client waits here for something to be written. */
  async isWaitedOn(): Promise<void> {
    while (!/blocked_clients:[1-9]/.test(String(await this.command("INFO", "clients")))) await delay(5);
  }

  async #run(isLoaded = true): Promise<void> {
    // Apart from this process's group: Ctrl-C must not end it before those that still write to it.
    const shell = spawn("sh", ["-c", LEASH, "sh", findServer(), ...this.#args], {
      stdio: ["pipe", "pipe", "inherit"],
      detached: true,
    });
    this.#shell = shell;
    const [line] = await once(shell.stdout!, "data");
    this.#pid = Number(String(line));
    const end = performance.now() + READY_WITHIN_MS;
    while (!(await answers(this.port, isLoaded))) {
      if (performance.now() > end) throw new Error(`The Redis server on port ${this.port} does not answer`);
      await delay(10);
    }
  }
}

function tlsDirectives(port: number | undefined): { readonly [directive: string]: string } {
  if (port === undefined) return {};
  return { "tls-port": String(port), "tls-cert-file": CERTIFICATE, "tls-key-file": KEY, "tls-auth-clients": "no" };
}

/** Whether the server was built with TLS. One that is to listen nowhere ends at once, and says first what it does not know. */
export function isBuiltWithTls(): boolean {
  const { stderr } = spawnSync(findServer(), ["--port", "0", "--tls-port", "0"], { encoding: "utf8" });
  return !/tls-port|Bad directive/.test(stderr);
}

function findServer(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = ["redis-server", "valkey-server"].flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = process.env.REDIS_SERVER_PATH || onPath.find(canRun);
  if (found) return found;
  throw new Error(
    "These tests need a Redis or Valkey server: `npm test` installs one, or name it in REDIS_SERVER_PATH",
  );
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port");
  return address.port;
}

/** Whether it answers, and where `isLoaded` has loaded what it keeps; one that asks for a password does. */
function answers(port: number, isLoaded: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => socket.write("PING\r\n"));
    socket.on("data", (data) => {
      resolve(!(isLoaded && String(data).startsWith("-LOADING")));
      socket.destroy();
    });
    socket.on("error", () => resolve(false));
  });
}
