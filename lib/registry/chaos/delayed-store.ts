import { MemoryStore } from "../../stores/memory/memory-store.ts";
import type { Store, Swap, SwapResult } from "../../stores/store.ts";

/** When something is done, in milliseconds from now. */
export type Later = (ms: number, what: () => void) => void;

/**
 * A store in memory that carries each swap out later, and answers it then.
 *
 * @param delay milliseconds that the next swap takes
 */
export function delayed(now: () => number, later: Later, delay: () => number): Store {
  const store = new MemoryStore(now);
  const swap = (asked: Swap): Promise<SwapResult> => {
    const { promise, resolve } = Promise.withResolvers<SwapResult>();
    later(delay(), () => resolve(store.swap(asked)));
    return promise;
  };
  return new Proxy(store, {
    get(target, key) {
      if (key === "swap") return swap;
      const member: unknown = Reflect.get(target, key);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}
