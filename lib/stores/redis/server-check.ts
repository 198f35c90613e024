import type { StoreError } from "../store.ts";
import { refusalOf, toIdentity } from "./identity.ts";

/** Finds out once, for one connection, whether the server at its end can be used, before anything else is asked there. */
export class ServerCheck {
  readonly #address: string;
  #isPassed = false;
  #refusal: StoreError | null = null;
  #asking: Promise<void> | null = null;

  constructor(address: string) {
    this.#address = address;
  }

  get isPassed(): boolean {
    return this.#isPassed;
  }

  /**
   * Done where the server is new enough. Throws a `StoreError` where it is too old, from then on without asking; and
   * whatever `hello` throws, after which the next caller asks again.
   */
  async pass(hello: () => Promise<unknown>): Promise<void> {
    if (this.#refusal !== null) throw this.#refusal;
    this.#asking ??= this.#ask(hello).finally(() => {
      this.#asking = null;
    });
    await this.#asking;
  }

  async #ask(hello: () => Promise<unknown>): Promise<void> {
    this.#refusal = refusalOf(toIdentity(await hello()), this.#address);
    if (this.#refusal !== null) throw this.#refusal;
    this.#isPassed = true;
  }
}
