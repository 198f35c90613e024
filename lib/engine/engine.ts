import { type ActStep, type CircuitDescription, type CircuitState, reset } from "../breaker/index.ts";
import type { ExecutionContext, ExecutionResult } from "../pipeline/execution.ts";
import type { Executor } from "../pipeline/executor.ts";
import { callerCircuitId } from "../registry/circuit-id.ts";
import type { RegisteredCircuit, Registry } from "../registry/index.ts";
import { isCaller } from "./caller.ts";
import { EngineError } from "./engine-error.ts";
import { FunctionNode, type Protectable } from "./function-node.ts";
import { checkProtectOptions, fullName, type ProtectOptions } from "./options.ts";
import type { ServiceNodeTypes } from "./service-node-types.ts";

/** Whose circuit is meant, where the policy's scope keeps callers apart. */
export interface Caller {
  readonly workspace?: string | null | undefined;
  /** An id, never the credential itself. */
  readonly credential?: string | null | undefined;
}

/** What may go with a call. */
export interface CallContext extends Caller {
  /** Calls it off. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the result says what each stage did. */
  readonly trace?: boolean | undefined;
}

/**
 * Runs the function under its circuit, budget and retries. It does not reject for anything that the function or its
 * caller can cause.
 */
export type ProtectedFunction<Input, Output> = (
  ...call: undefined extends Input ? [input?: Input, context?: CallContext] : [input: Input, context?: CallContext]
) => Promise<ExecutionResult<Output>>;

export interface ResetOptions extends Caller {
  /** Kept with the event, for people to read. */
  readonly reason?: string | null | undefined;
  /** Who did it; the instance by default. */
  readonly actor?: string | undefined;
  /** `half_open` lets the next calls test the dependency; `closed`, the default, lets all through. */
  readonly to?: "closed" | "half_open" | undefined;
}

export interface ResetResult {
  /** Whether there was anything to reset. */
  readonly changed: boolean;
  readonly previousState: CircuitState;
}

interface EngineParts {
  readonly instance: string;
  readonly namespace: string | null;
  readonly registry: Registry;
  readonly nodeTypes: ServiceNodeTypes;
  readonly executor: Executor;
  end(): Promise<void>;
}

/** The engine as a library: circuits around functions of this process. */
export class Engine {
  readonly instance: string;
  readonly #parts: EngineParts;
  #closing: Promise<void> | null = null;

  /** Made by `createEngine`. */
  constructor(parts: EngineParts) {
    this.instance = parts.instance;
    this.#parts = parts;
  }

  /** True while circuits go on in memory because the store cannot be reached. */
  get degraded(): boolean {
    return this.#parts.registry.degraded;
  }

  /**
   * Puts a circuit in front of a function, under a name of its own.
   * @throws EngineError where the name or an option is wrong, or something else has the name
   */
  protect<Input, Output>(
    name: string,
    run: Protectable<Input, Output>,
    options: ProtectOptions = {},
  ): ProtectedFunction<Input, Output> {
    const { namespace, nodeTypes, executor, instance } = this.#parts;
    const full = fullName(namespace, name);
    const said = checkProtectOptions(options, full);
    if (this.#closing !== null) throw new EngineError("closed", `${full} cannot be protected: the engine is closed`);
    const node = new FunctionNode(run as Protectable<unknown, unknown>, said.classify);
    nodeTypes.add({ name: full, said, node });
    const nobody: ExecutionContext = Object.freeze({ by: instance });
    const call = (input: unknown, context?: CallContext) => {
      if (context === undefined) return executor.executeNode(full, input, nobody);
      if (!isCaller(context)) return Promise.resolve(NO_CALLER);
      return executor.executeNode(full, input, { ...context, by: instance });
    };
    return call as ProtectedFunction<Input, Output>;
  }

  /**
   * A circuit as it is now: that of a name, or of one of its callers, null where that caller has none.
   * @throws EngineError `not_protected`
   */
  status(name: string, caller: Caller = {}): CircuitDescription | null {
    return this.#circuit(name, caller)?.describe() ?? null;
  }

  /**
   * Puts a circuit back to closed, or half-open. Calls in flight no longer count.
   * @throws EngineError `not_protected`; StoreError where it could not be stored
   */
  async reset(name: string, options: ResetOptions = {}): Promise<ResetResult> {
    const { reason = null, actor = this.instance, to = "closed" } = options;
    const circuit = this.#circuit(name, options);
    if (circuit === null) return NOTHING_TO_RESET;
    const act = { reason, actor, to, expectedGeneration: null };
    const result: ActStep["result"] = await circuit.act((value, now) => reset(value, act, now));
    return result.done ? { changed: result.changed, previousState: result.previousState } : NOTHING_TO_RESET;
  }

  /** Ends all that the engine does by itself. What is called after it is protected by this process's memory alone. */
  close(): Promise<void> {
    this.#closing ??= this.#parts.end();
    return this.#closing;
  }

  #circuit(name: string, { workspace = null, credential = null }: Caller): RegisteredCircuit | null {
    const full = fullName(this.#parts.namespace, name);
    if (!this.#parts.nodeTypes.isProtected(full)) {
      throw new EngineError("not_protected", `${full} is not protected by this engine`);
    }
    const isOwn = workspace === null && credential === null;
    return this.#parts.registry.get(isOwn ? full : callerCircuitId(full, { workspace, credential })) ?? null;
  }
}

const NOTHING_TO_RESET: ResetResult = Object.freeze({ changed: false, previousState: "closed" });

const NO_CALLER: ExecutionResult = Object.freeze({
  error: "workspace and credential are ids: 1 to 64 of A-Z a-z 0-9 _ . : -",
  error_type: "invalid_input",
});
