import type { Random } from "../../lib/registry/chaos/random.ts";
import type { Version } from "../../lib/stores/store.ts";
import type { Answer, Call } from "./operation.ts";

type SwapCall = Extract<Call, { kind: "swap" }>;

/** Chooses the calls of one client on one value: mostly what may well be applied, and now and then what may not. */
export class Caller {
  readonly name: string;
  readonly #random: Random;
  readonly #sent: SwapCall[] = [];
  readonly #versions: Version[] = [];
  #unknown: SwapCall | null = null;
  /** The version that was there when it last looked. */
  #known: Version | null = null;

  constructor(name: string, random: Random) {
    this.name = name;
    this.#random = random;
  }

  next(): Call {
    if (this.#random.chance(0.25)) return { kind: "get" };
    if (this.#unknown !== null && this.#random.chance(0.5)) return this.#unknown;
    const [first, ...others] = this.#sent;
    if (first !== undefined && this.#random.chance(0.15)) return this.#random.pick(first, ...others);
    return this.#swap();
  }

  learn(call: Call, answer: Answer): void {
    if (answer.kind === "unknown" && call.kind === "swap") this.#unknown = call;
    else if (call === this.#unknown) this.#unknown = null;
    if (answer.kind === "seen") this.#know(answer.seen?.version ?? null);
    else if (answer.kind === "conflict") this.#know(answer.current?.version ?? null);
    else if (answer.kind === "applied" && call.kind === "swap") this.#know(call.next === null ? null : answer.version);
  }

  #swap(): SwapCall {
    const writeId = `${this.name}${this.#sent.length + 1}`;
    const next = this.#random.chance(0.08) ? null : `by ${writeId}`;
    const swap: SwapCall = { kind: "swap", expected: this.#expected(), next, writeId };
    this.#sent.push(swap);
    return swap;
  }

  #expected(): Version | null {
    return this.#random.chance(0.8) ? this.#known : this.#random.pick(null, ...this.#versions);
  }

  #know(version: Version | null): void {
    this.#known = version;
    if (version !== null) this.#versions.push(version);
  }
}
