import { isDeepStrictEqual } from "node:util";
import type { Circuit } from "../../lib/breaker/index.ts";
import type { Store, Stored, Version } from "../../lib/stores/store.ts";
import type { InInstance, RemoteInstance } from "./fleet.ts";
import type { Instance } from "./instance.ts";

/** What an instance takes a circuit for. */
interface Known {
  readonly id: string;
  readonly version: Version | null;
  readonly circuit: Circuit;
  readonly isCutOff: boolean;
}

/** What an instance knows of its circuits and of the store. */
export interface Knowledge {
  readonly circuits: readonly Known[];
  readonly isDegraded: boolean;
  /** What it was told of the store: why it is out, or null where it is back. */
  readonly outages: readonly (string | null)[];
}

/** What every instance can be asked, to hold its knowledge against the store and the others. */
export const knowing = {
  knowledge: (instance: Instance): Knowledge => ({
    circuits: [...instance.registry.all()].map(({ id, confirmed: { version, circuit }, isCutOff }) => ({
      id,
      version,
      circuit,
      isCutOff,
    })),
    isDegraded: instance.registry.degraded,
    outages: instance.outages.map((error) => error?.message ?? null),
  }),
} satisfies InInstance;

export type Fleet = readonly RemoteInstance<typeof knowing>[];

/** Milliseconds until all know the same as the store, or null and what differs where that takes longer than `withinMs`. */
export async function convergence(fleet: Fleet, store: Store, withinMs: number) {
  const began = performance.now();
  for (;;) {
    const differing = await differences(fleet, store).catch((error: unknown) => [String(error)]);
    const took = performance.now() - began;
    if (differing.length === 0) return { took, differing };
    if (took > withinMs) return { took: null, differing };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What an instance knows otherwise than the store, or has not told it: none where all agree in version and in value. */
async function differences(fleet: Fleet, store: Store): Promise<string[]> {
  const stored = new Map((await store.load("circuits")).map((each) => [each.id, each]));
  const all = await Promise.all(
    fleet.map(async (instance) => {
      const { circuits, isDegraded } = await instance.ask("knowledge");
      const found = circuits.flatMap((known) => difference(known, stored.get(known.id)) ?? []);
      return [...(isDegraded ? ["degraded"] : []), ...found].map((text) => `${instance.name}: ${text}`);
    }),
  );
  return all.flat();
}

function difference({ id, version, circuit, isCutOff }: Known, stored: Stored | undefined): string | null {
  if (isCutOff) return `${id} is cut off`;
  // Nobody has written what nothing has happened to.
  if (version === null && stored === undefined) return null;
  if (!isDeepStrictEqual(version, stored?.version ?? null)) {
    return `${id} is at version ${version?.number}, stored at ${stored?.version.number}`;
  }
  const value = (stored?.value as { readonly circuit?: unknown } | undefined)?.circuit;
  return isDeepStrictEqual(circuit, value)
    ? null
    : `${id} is ${JSON.stringify(circuit)}, stored ${JSON.stringify(value)}`;
}
