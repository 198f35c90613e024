import { describeLastingStore, describeLocalStore, describeStore } from "../contract.ts";
import { newFilePlace } from "./testing/place.ts";

describeStore("SqliteStore", newFilePlace);
describeLocalStore("SqliteStore", newFilePlace);
describeLastingStore("SqliteStore", newFilePlace);
