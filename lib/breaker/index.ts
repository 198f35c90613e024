export * from "./acts.ts";
export * from "./admit.ts";
export * from "./circuit.ts";
export * from "./describe.ts";
export type { CircuitEvent, Step } from "./events.ts";
export * from "./policy.ts";
export * from "./settle.ts";
export { nextDeadline, tick } from "./time.ts";
