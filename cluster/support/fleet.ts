import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Instance, InstanceOptions } from "./instance.ts";

/** What a row's module lets its processes do. Arguments and results go from process to process as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: each function has parameters of its own
export type InInstance = Readonly<Record<string, (instance: Instance, ...args: any[]) => unknown>>;

type Arguments<F> = F extends (instance: Instance, ...args: infer Args) => unknown ? Args : never;
type Result<F> = F extends (instance: Instance, ...args: never[]) => infer R ? Awaited<R> : never;

/** A process of its own that runs one instance. */
export class RemoteInstance<Row extends InInstance> {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;

  private constructor(name: string, child: ChildProcess) {
    this.name = name;
    this.#child = child;
    child.on("message", ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(`${name}: ${error}`));
    });
    child.once("exit", (code, signal) => {
      for (const waiting of this.#waiting.values()) waiting.reject(new Error(`${name} ended: ${signal ?? code}`));
      this.#waiting.clear();
    });
  }

  /** Starts one; done when it has joined. `module` exports what it can be asked, as `inInstance`. */
  static async start<Row extends InInstance>(module: string, options: InstanceOptions): Promise<RemoteInstance<Row>> {
    const file = join(import.meta.dirname, "instance.child.ts");
    const child = fork(file, [JSON.stringify([module, options])], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const instance = new RemoteInstance<Row>(options.name, child);
    const joined = Promise.withResolvers<unknown>();
    instance.#waiting.set(0, joined);
    await joined.promise;
    return instance;
  }

  /** Asks the process to do something; what came of it. */
  ask<What extends keyof Row & string>(what: What, ...args: Arguments<Row[What]>): Promise<Result<Row[What]>> {
    this.#asked += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#asked, waiting);
    this.#child.send({ id: this.#asked, what, args });
    return waiting.promise as Promise<Result<Row[What]>>;
  }

  /** Ends it in the way that leaves it no last word. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}

/** Starts processes named `<prefix>-1` and so on, all at once. */
export function startFleet<Row extends InInstance>(
  module: string,
  size: number,
  options: Omit<InstanceOptions, "name">,
): Promise<RemoteInstance<Row>[]> {
  return Promise.all(
    Array.from({ length: size }, (_, index) =>
      RemoteInstance.start<Row>(module, { ...options, name: `orders-${index + 1}` }),
    ),
  );
}
