import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { OperationError } from "../operations/errors.ts";

/** Wrong passwords for one account, from anywhere: 10 in 5 minutes. */
const PER_ACCOUNT = { points: 10, duration: 5 * 60 };
/** Wrong passwords from one address, for any account: 50 in 15 minutes. */
const PER_ADDRESS = { points: 50, duration: 15 * 60 };

/**
 * Slows down the guessing of passwords, in this process. An attempt is counted before its password is looked at, so
 * that parallel guesses count too, and taken back when it was right. A right one clears its account's count, but not
 * its address's: else an attacker with an account of their own could go on for ever.
 */
export class LoginThrottle {
  readonly #accounts = new RateLimiterMemory(PER_ACCOUNT);
  readonly #addresses = new RateLimiterMemory(PER_ADDRESS);

  /**
   * Counts an attempt; `account` is null where none is named.
   * @throws OperationError `too_many_attempts`, with the seconds to wait.
   */
  async attempt(account: string | null, address: string): Promise<void> {
    await take(this.#addresses, address);
    if (account !== null) await take(this.#accounts, account);
  }

  async succeeded(account: string | null, address: string): Promise<void> {
    await this.#addresses.reward(address);
    if (account !== null) await this.#accounts.delete(account);
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new OperationError("too_many_attempts", `Too many attempts. Wait ${retryAfter} s.`, { retryAfter });
  }
}
