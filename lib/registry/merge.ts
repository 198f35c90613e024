import type { Circuit, CircuitState } from "../breaker/index.ts";

const STRICTNESS: Readonly<Record<CircuitState, number>> = { closed: 0, half_open: 1, open: 2 };

/**
 * What a circuit is after its store was out and both sides went on. An act of a person in the store since the fork
 * wins; else the stricter state does, at a generation that neither side has given a permit in.
 *
 * @param base the circuit as it was stored when the fork began
 * @param fork what this process made of it in memory
 * @param current what the store holds now
 */
export function merge(base: Circuit, fork: Circuit, current: Circuit): Circuit {
  const generation = Math.max(fork.generation, current.generation) + 1;
  if (current.acts !== base.acts) {
    // A fork that went on has given permits of every generation up to its own.
    const isMistakable = fork.generation > base.generation && fork.generation >= current.generation;
    return isMistakable ? { ...current, generation } : current;
  }
  const stricter = STRICTNESS[current.state] > STRICTNESS[fork.state] ? current : fork;
  return { ...stricter, generation };
}
