import type { Contestant, Guard } from "./guard.ts";

/** Seconds of history, and how many times the accepted requests are sent: both as the book has them. */
const HISTORY_SECONDS = 120;
const K = 2;

/**
 * The rule of "Handling Overload", section "Client-Side Throttling" (Beyer, Jones, Petoff, Murphy: Site Reliability
 * Engineering, O'Reilly 2016, chapter 21): a request is rejected with the probability
 * `max(0, (requests − K × accepts) / (requests + 1))`, where `requests` counts all that were attempted in the last two
 * minutes, those that this rule itself rejected among them.
 */
export const sreBook: Contestant = {
  name: "SRE book",
  guard(clock, random): Guard {
    const history = new History();
    const share = () => 1 - Math.max(0, (history.requests - K * history.accepts) / (history.requests + 1));
    return {
      admit() {
        history.roll(clock.now());
        const isSent = random() < share();
        history.addRequest();
        if (!isSent) return null;
        return (isGood) => {
          history.roll(clock.now());
          if (isGood) history.addAccept();
        };
      },
      share() {
        history.roll(clock.now());
        return share();
      },
      close() {},
    };
  },
};

/** Counts over the last two minutes, second by second. */
class History {
  requests = 0;
  accepts = 0;
  readonly #requests = new Uint32Array(HISTORY_SECONDS);
  readonly #accepts = new Uint32Array(HISTORY_SECONDS);
  #second = 0;

  roll(now: number): void {
    const second = Math.floor(now / 1000);
    const oldest = Math.max(this.#second + 1, second - HISTORY_SECONDS + 1);
    for (let each = oldest; each <= second; each += 1) this.#drop(each % HISTORY_SECONDS);
    this.#second = second;
  }

  addRequest(): void {
    this.requests += 1;
    this.#requests[this.#second % HISTORY_SECONDS]! += 1;
  }

  addAccept(): void {
    this.accepts += 1;
    this.#accepts[this.#second % HISTORY_SECONDS]! += 1;
  }

  #drop(index: number): void {
    this.requests -= this.#requests[index]!;
    this.accepts -= this.#accepts[index]!;
    this.#requests[index] = 0;
    this.#accepts[index] = 0;
  }
}
