/** The engine as a library: circuits around the functions of a service, shared with others and with the panel. */

export type { CircuitDescription, CircuitEvent, PolicyPatch } from "../breaker/index.ts";
export type { ErrorType, ExecutionResult, Trace } from "../pipeline/execution.ts";
export { StoreError } from "../stores/store.ts";
export { type Classification, type Classify, ignore } from "./classify.ts";
export { createEngine } from "./create-engine.ts";
export type { CallContext, Caller, Engine, ProtectedFunction, ResetOptions, ResetResult } from "./engine.ts";
export { EngineError, type EngineErrorCode } from "./engine-error.ts";
export type { Call, Protectable } from "./function-node.ts";
export type { Logger } from "./logger.ts";
export type { EngineOptions, ProtectOptions } from "./options.ts";
