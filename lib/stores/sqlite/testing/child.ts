import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A script of this folder in a process of its own, and the lines that it has printed. */
export class Child {
  readonly lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown[]>;
  #onLine = () => {};

  constructor(script: string, ...args: readonly string[]) {
    const stdio = ["ignore", "pipe", "inherit"] as const;
    const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], { stdio: [...stdio] });
    this.#process = child;
    this.#exit = once(child, "close");
    createInterface({ input: child.stdout! }).on("line", (line) => {
      this.lines.push(line);
      this.#onLine();
    });
  }

  /** Resolves when so many lines were printed; rejects where it ends before. */
  async printed(count: number): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.#onLine = () => {
        if (this.lines.length >= count) resolve();
      };
      this.#onLine();
    });
    await Promise.race([enough, this.#exit]);
    if (this.lines.length < count) throw new Error(`The process ended after ${this.lines.length} lines`);
  }

  /** Its exit code, once it has ended by itself. */
  async ended(): Promise<unknown> {
    const [code] = await this.#exit;
    return code;
  }

  /** Ends it in the way that leaves it no last word. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#exit;
  }
}
