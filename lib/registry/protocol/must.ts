/** That a promise of the protocol was not kept. */
export class Broken extends Error {}

/** @throws Broken unless it holds */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Broken(otherwise);
}
