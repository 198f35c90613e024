import type { Random } from "../../../lib/registry/chaos/random.ts";
import { isSameVersion } from "../../../lib/stores/version.ts";
import type { Answer, Call, Seen } from "../operation.ts";

type SwapCall = Extract<Call, { kind: "swap" }>;

/** Ways in which a register can be wrong, by what its clients suffer. */
export const FAULTS = [
  "stale reads",
  "lost updates",
  "forgotten repeats",
  "numbers that go back",
  "lost writes",
  "effects of refused writes",
] as const;
export type Fault = (typeof FAULTS)[number];

/** A register that takes calls one by one and, where it is told to, has one fault now and then. */
export class SimulatedRegister {
  readonly #random: Random;
  readonly #fault: Fault | null;
  readonly #applied = new Map<string, number>();
  readonly #past: Seen[] = [];
  #current: Seen = null;
  #highest = 0;
  /** Whether the fault has shown. */
  isStruck = false;

  constructor(random: Random, fault: Fault | null) {
    this.#random = random;
    this.#fault = fault;
  }

  take(call: Call): Answer {
    if (call.kind === "swap") return this.#swap(call);
    const [older] = this.#past.slice(-1);
    if (older !== undefined && this.#strikes("stale reads")) return { kind: "seen", seen: older };
    return { kind: "seen", seen: this.#current };
  }

  #swap(call: SwapCall): Answer {
    const earlier = this.#applied.get(call.writeId);
    if (earlier !== undefined && !this.#strikes("forgotten repeats"))
      return { kind: "applied", version: { number: earlier, writeId: call.writeId } };
    const isApplicable = isSameVersion(this.#current?.version ?? null, call.expected);
    if (!isApplicable && earlier === undefined && !this.#strikes("lost updates"))
      return { kind: "conflict", current: this.#current };
    return this.#write(call);
  }

  #write({ writeId, next }: SwapCall): Answer {
    const goesBack = this.#highest > 1 && this.#strikes("numbers that go back");
    const version = { number: goesBack ? 1 : this.#highest + this.#random.whole(1, 3), writeId };
    if (this.#strikes("lost writes")) return { kind: "applied", version };
    this.#past.push(this.#current);
    this.#current = next === null ? null : { version, value: next };
    this.#highest = Math.max(this.#highest, version.number);
    this.#applied.set(writeId, version.number);
    return this.#strikes("effects of refused writes") ? { kind: "unavailable" } : { kind: "applied", version };
  }

  #strikes(fault: Fault): boolean {
    if (this.#fault !== fault || !this.#random.chance(0.5)) return false;
    this.isStruck = true;
    return true;
  }
}
