import type { Instant } from "../breaker/index.ts";
import type { NodeResult } from "../nodes/node-kind.ts";
import type { CircuitHandle, Grant } from "../registry/circuit-handle.ts";
import type { ConcurrentUse } from "./concurrent-use.ts";
import type { ExecutableNode, ExecutionContext } from "./execution.ts";
import type { Guard } from "./guard.ts";
import { mistake, type Reply } from "./reply.ts";
import type { TraceLog } from "./trace-log.ts";

export type Awaitable<T> = T | Promise<T>;

/** A layer around what is executed. It makes a promise only of what has to be waited for. */
export interface Stage {
  /** On the way in: null lets the execution go on; with a reply it is turned back, as if never let in here. */
  enter(execution: Execution): Awaitable<Reply | null>;
  /** On the way out of every execution that was let in, whatever became of it inside. */
  leave(execution: Execution, reply: Reply): Awaitable<void>;
}

/** Told once what came of something. */
export type Done = (reply: Reply) => void;

/** What runs inside the budget, and should end early where `signal` aborts. Tells once what came of it. */
export type Work<Result = NodeResult> = (
  execution: Execution,
  signal: AbortSignal,
  done: (result: Result) => void,
) => void;

/** The stages, the outermost first, and what is inside of them all. */
export interface Route {
  readonly stages: readonly Stage[];
  core(execution: Execution, done: Done): void;
}

const NEVER = new AbortController().signal;
const NOBODY: Done = () => {};
const NOWHERE: Route = { stages: [], core: (_, done) => done(mistake(new Error("an execution without a route"))) };

/**
 * One execution on its way: in through every stage to the core, and out again, with what each stage has to know again
 * on the way out. This one object stands for a promise of each stage.
 */
export class Execution {
  readonly node: ExecutableNode;
  readonly input: unknown;
  readonly context: ExecutionContext;
  /** Null where nobody asked for a trace: nothing of it is computed then. */
  readonly trace: TraceLog | null;
  /** The circuit that it is admitted by: the node type's own, or that of its caller. */
  circuit: CircuitHandle;
  /** Its leave to run; null before it has any. */
  grant: Grant | null = null;
  /** The workspace's slots that it holds one of. */
  slotOf: ConcurrentUse | null = null;
  /** When its budget began to run. */
  startedAt: Instant = 0;
  /** Milliseconds that it took, once it is over. */
  ms = 0;
  /** What its answer is kept under; null where it is not. */
  key: string | null = null;
  /** What bounds its work. */
  guard: Guard | null = null;

  /** Ends what goes on in the core with a reply, its own or one in its place: what comes of it later is dropped. */
  readonly turnBack: Done = (reply) => {
    if (!this.#isInCore) return;
    this.#isInCore = false;
    this.#goOut(reply);
  };

  #route = NOWHERE;
  #done = NOBODY;
  /** Stages that it is inside of. */
  #depth = 0;
  #isInCore = false;

  constructor(node: ExecutableNode, input: unknown, context: ExecutionContext, trace: TraceLog | null) {
    this.node = node;
    this.input = input;
    this.context = context;
    this.trace = trace;
    this.circuit = node.circuit;
  }

  /** Aborts when nobody waits for its work any more. */
  get signal(): AbortSignal {
    return this.guard?.controller.signal ?? NEVER;
  }

  /** Goes all the way. `done` is told what became of it; whoever let it in has let it out before. */
  go(route: Route, done: Done): void {
    this.#route = route;
    this.#done = done;
    this.#goIn();
  }

  #goIn(): void {
    const reply = this.#enterAll();
    if (reply !== null) this.#goOut(reply);
  }

  /** Null where it has arrived in the core, or waits for a stage. */
  #enterAll(): Reply | null {
    const { stages, core } = this.#route;
    try {
      for (; this.#depth < stages.length; this.#depth += 1) {
        const said = (stages[this.#depth] as Stage).enter(this);
        if (said !== null) return said instanceof Promise ? this.#wait(said) : said;
      }
      this.#isInCore = true;
      core(this, this.turnBack);
      return null;
    } catch (error) {
      this.#isInCore = false;
      return mistake(error);
    }
  }

  #wait(asked: Promise<Reply | null>): null {
    asked.then(
      (reply) => {
        if (reply !== null) return this.#goOut(reply);
        this.#depth += 1;
        this.#goIn();
      },
      (error: unknown) => this.#goOut(mistake(error)),
    );
    return null;
  }

  #goOut(coming: Reply): void {
    let reply = coming;
    const { stages } = this.#route;
    while (this.#depth > 0) {
      this.#depth -= 1;
      try {
        const left = (stages[this.#depth] as Stage).leave(this, reply);
        if (left !== undefined) {
          this.#leaveLater(left, reply);
          return;
        }
      } catch (error) {
        reply = mistake(error);
      }
    }
    this.#done(reply);
  }

  #leaveLater(left: Promise<void>, reply: Reply): void {
    left.then(
      () => this.#goOut(reply),
      (error: unknown) => this.#goOut(mistake(error)),
    );
  }
}
