import { isSameVersion } from "../../lib/stores/version.ts";
import type { Call, Operation, Seen } from "./operation.ts";

type SwapCall = Extract<Call, { kind: "swap" }>;

/** One value of a store, as the store's contract describes it, at one moment. */
export interface Register {
  readonly current: Seen;
  /** The largest version number that was given so far. */
  readonly highest: number;
  /** The number of the version that each applied write made. */
  readonly applied: ReadonlyMap<string, number>;
}

export const EMPTY: Register = { current: null, highest: 0, applied: new Map() };

/**
 * The compare-and-swap register that a history is held against. A call takes effect at once and whole. The contract
 * leaves open by how much version numbers grow, so the model is told which number each write was seen with; numbers are
 * whole.
 */
export class RegisterModel {
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(history: readonly Operation[]) {
    this.#numbers = numbersSeen(history);
  }

  /**
   * The register after the operation; the same one where it changes nothing, and null where its answer cannot be had of
   * this register. An operation of unknown outcome is one that takes effect: it is left out where it does not.
   */
  step(register: Register, { call, answer }: Operation): Register | null {
    switch (answer.kind) {
      case "seen":
        return isSame(register.current, answer.seen) ? register : null;
      case "conflict":
        return call.kind === "swap" && !isApplicable(register, call) && !register.applied.has(call.writeId)
          ? sameWhere(register, isSame(register.current, answer.current))
          : null;
      case "applied": {
        if (call.kind !== "swap" || answer.version.writeId !== call.writeId) return null;
        const earlier = register.applied.get(call.writeId);
        if (earlier !== undefined) return sameWhere(register, earlier === answer.version.number);
        return this.#apply(register, call, answer.version.number);
      }
      case "unknown":
        return call.kind === "swap" && !register.applied.has(call.writeId) ? this.#apply(register, call) : null;
      case "unavailable":
        return null;
    }
  }

  #apply(register: Register, call: SwapCall, number = this.#numbers.get(call.writeId)): Register | null {
    const given = number ?? register.highest + 1;
    if (!isApplicable(register, call) || given <= register.highest) return null;
    const version = { number: given, writeId: call.writeId };
    return {
      current: call.next === null ? null : { version, value: call.next },
      highest: given,
      applied: new Map(register.applied).set(call.writeId, given),
    };
  }
}

function isApplicable(register: Register, { expected }: SwapCall): boolean {
  return isSameVersion(register.current?.version ?? null, expected);
}

function isSame(one: Seen, other: Seen): boolean {
  return one?.value === other?.value && isSameVersion(one?.version ?? null, other?.version ?? null);
}

function sameWhere(register: Register, isSo: boolean): Register | null {
  return isSo ? register : null;
}

function numbersSeen(history: readonly Operation[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { answer } of history) {
    const version = versionIn(answer);
    if (version !== undefined) numbers.set(version.writeId, version.number);
  }
  return numbers;
}

function versionIn(answer: Operation["answer"]) {
  if (answer.kind === "applied") return answer.version;
  if (answer.kind === "seen") return answer.seen?.version;
  return answer.kind === "conflict" ? answer.current?.version : undefined;
}
