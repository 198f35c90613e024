import type { Place } from "../contract/place.ts";
import { describeLocalStore, describeStore } from "../contract.ts";
import { MemoryStore } from "./memory-store.ts";

const newPlace = (): Place => ({ open: (now) => new MemoryStore(now), remove: () => {} });

describeStore("MemoryStore", newPlace);
describeLocalStore("MemoryStore", newPlace);
