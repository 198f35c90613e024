import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LoginThrottle } from "./login-throttle.ts";

// The limiter has a clock of its own.
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const MINUTES = 60_000;
const refusal = expect.objectContaining({ code: "too_many_attempts" });

async function attempts(throttle: LoginThrottle, count: number, account: string | null, address: string) {
  for (let each = 0; each < count; each++) await throttle.attempt(account, address);
}

test("an account is guessed at ten times in five minutes, from wherever", async () => {
  const throttle = new LoginThrottle();
  for (let each = 0; each < 10; each++) await throttle.attempt("ann@example.com", `192.0.2.${each}`);
  vi.advanceTimersByTime(2 * MINUTES);
  await expect(throttle.attempt("ann@example.com", "198.51.100.1")).rejects.toMatchObject({
    code: "too_many_attempts",
    retryAfter: 180,
  });
  await throttle.attempt("bob@example.com", "198.51.100.1");
  vi.advanceTimersByTime(3 * MINUTES);
  await throttle.attempt("ann@example.com", "198.51.100.1");
});

test("an address guesses fifty times in fifteen minutes, at whatever", async () => {
  const throttle = new LoginThrottle();
  for (let each = 0; each < 50; each++) await throttle.attempt(`user${each}@example.com`, "192.0.2.7");
  await expect(throttle.attempt("ann@example.com", "192.0.2.7")).rejects.toEqual(refusal);
  await expect(throttle.attempt(null, "192.0.2.7")).rejects.toEqual(refusal);
  vi.advanceTimersByTime(15 * MINUTES);
  await throttle.attempt("ann@example.com", "192.0.2.7");
});

test("guesses in parallel count like those in a row", async () => {
  const throttle = new LoginThrottle();
  const all = Array.from({ length: 30 }, () => throttle.attempt("ann@example.com", "192.0.2.7"));
  const passed = (await Promise.allSettled(all)).filter(({ status }) => status === "fulfilled");
  expect(passed).toHaveLength(10);
});

test("a success clears the account's count", async () => {
  const throttle = new LoginThrottle();
  await attempts(throttle, 10, "ann@example.com", "192.0.2.7");
  await throttle.succeeded("ann@example.com", "192.0.2.7");
  await attempts(throttle, 10, "ann@example.com", "192.0.2.7");
});

test("a success takes back its own attempt from the address, and no other", async () => {
  const throttle = new LoginThrottle();
  await attempts(throttle, 49, null, "192.0.2.7");
  for (let each = 0; each < 20; each++) {
    await throttle.attempt("eve@example.com", "192.0.2.7");
    await throttle.succeeded("eve@example.com", "192.0.2.7");
  }
  await throttle.attempt("ann@example.com", "192.0.2.7");
  await expect(throttle.attempt("ann@example.com", "192.0.2.7")).rejects.toEqual(refusal);
});
