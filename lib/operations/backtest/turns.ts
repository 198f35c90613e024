import { OperationError } from "../errors.ts";

/** Seconds after which it is worth asking again. */
const RETRY_AFTER_SECONDS = 5;

/** Lets work be done one after the other, so that what takes long takes no more of the process than one of it. */
export class Turns {
  readonly #most: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param most how many there may be at a time, the one whose turn it is included */
  constructor({ most }: { most: number }) {
    this.#most = most;
  }

  /** @throws OperationError `too_many_attempts` where too many wait already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#most) {
      const message = "Others are being answered; ask again in a moment.";
      throw new OperationError("too_many_attempts", message, { retryAfter: RETRY_AFTER_SECONDS });
    }
    this.#waiting += 1;
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    try {
      return await done;
    } finally {
      this.#waiting -= 1;
    }
  }
}
