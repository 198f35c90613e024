export type { CircuitHandle, Grant } from "./circuit-handle.ts";
export { type CallerScope, callerOf, nodeTypeOf } from "./circuit-id.ts";
export { type Clock, systemClock } from "./clock.ts";
export type { NestedCircuits } from "./nested-circuits.ts";
export type { RegisteredCircuit } from "./registered-circuit.ts";
export { Registry, type RegistryOptions } from "./registry.ts";
