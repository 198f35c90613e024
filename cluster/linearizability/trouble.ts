import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../lib/registry/chaos/random.ts";
import type { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { PASS, type ProxyMode, type TcpProxy } from "../support/tcp-proxy.ts";

/** After how many calls there is another fault, and after how many faults the server dies. */
const CALLS_BETWEEN = [5, 25] as const;
const DEATH_EVERY = 120;

/** What went wrong, and how often. */
export interface Troubles {
  cuts: number;
  delays: number;
  partitions: number;
  resets: number;
  pauses: number;
  deaths: number;
}

/** Breaks the server and the lines to it in turn while clients work. Each is broken in one way at a time. */
export class Trouble {
  readonly troubles: Troubles = { cuts: 0, delays: 0, partitions: 0, resets: 0, pauses: 0, deaths: 0 };
  readonly #server: RedisServer;
  readonly #proxies: readonly TcpProxy[];
  readonly #random: Random;
  readonly #broken = new Map<RedisServer | TcpProxy, Promise<void>>();
  #callsLeft = 0;
  #untilDeath = DEATH_EVERY / 2;

  constructor(server: RedisServer, proxies: readonly TcpProxy[], random: Random) {
    this.#server = server;
    this.#proxies = proxies;
    this.#random = random;
  }

  /** To be called with each call: time goes by calls. */
  readonly onCall = (): void => {
    this.#callsLeft -= 1;
    if (this.#callsLeft > 0) return;
    this.#callsLeft = this.#random.whole(...CALLS_BETWEEN);
    this.#untilDeath -= 1;
    if (this.#untilDeath <= 0 && !this.#broken.has(this.#server)) this.#break(this.#server, () => this.#killServer());
    else if (this.#random.chance(0.05)) this.#break(this.#server, () => this.#pauseServer());
    else this.#breakLine();
  };

  /** All is whole again. Throws where it could not be made so. */
  async end(): Promise<void> {
    await Promise.all(this.#broken.values());
    for (const proxy of this.#proxies) proxy.set(PASS);
  }

  #break(what: RedisServer | TcpProxy, fault: () => Promise<void>): void {
    if (this.#broken.has(what)) return;
    const whole = fault().then(() => void this.#broken.delete(what));
    // What fails stays broken, until it is told at the end.
    whole.catch(() => {});
    this.#broken.set(what, whole);
  }

  #breakLine(): void {
    const proxy = this.#proxies[this.#random.whole(0, this.#proxies.length - 1)]!;
    const { troubles } = this;
    this.#break(proxy, async () => {
      const luck = this.#random.draw();
      if (luck < 0.75) {
        troubles.cuts += 1;
        proxy.set({ kind: "cut_after_request", times: 1 });
      } else if (luck < 0.85) {
        troubles.delays += 1;
        await this.#setFor(proxy, { kind: "delay", ms: this.#random.between(1, 30) }, 100);
      } else if (luck < 0.93) {
        troubles.partitions += 1;
        await this.#setFor(proxy, { kind: "blackhole" }, this.#random.between(10, 400));
      } else {
        troubles.resets += 1;
        await this.#setFor(proxy, { kind: "refuse" }, this.#random.between(0, 30));
      }
    });
  }

  async #setFor(proxy: TcpProxy, mode: ProxyMode, ms: number): Promise<void> {
    proxy.set(mode);
    await pause(ms);
    proxy.set(PASS);
  }

  async #pauseServer(): Promise<void> {
    this.troubles.pauses += 1;
    this.#server.pause();
    await pause(this.#random.between(5, 350));
    this.#server.resume();
  }

  async #killServer(): Promise<void> {
    this.troubles.deaths += 1;
    this.#untilDeath = DEATH_EVERY;
    await this.#server.kill();
    await this.#server.restart();
  }
}
