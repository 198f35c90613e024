import { afterEach, beforeEach, describe } from "vitest";
import { describeChanges } from "./contract/changes.ts";
import { describeClosing } from "./contract/closing.ts";
import { describeCounts } from "./contract/counts.ts";
import { describeForgetting } from "./contract/forgetting.ts";
import { describeHistory } from "./contract/history.ts";
import { describeModel } from "./contract/model.ts";
import type { NewPlace, Place } from "./contract/place.ts";
import { describeRecordings } from "./contract/recordings.ts";
import { describeRegister } from "./contract/register.ts";
import { describeReopening } from "./contract/reopening.ts";
import { describeRepeats } from "./contract/repeats.ts";
import { describeRetention } from "./contract/retention.ts";
import { describeSharing } from "./contract/sharing.ts";

/** What every store promises. `newPlace` makes an empty place on the real engine. */
export function describeStore(name: string, newPlace: NewPlace): void {
  inPlace(`${name}: the contract of stores`, newPlace, [
    describeRegister,
    describeRepeats,
    describeChanges,
    describeHistory,
    describeRetention,
    describeCounts,
    describeRecordings,
    describeClosing,
    describeModel,
  ]);
}

/** What a store promises beyond that whose place is more than one store object: it outlives them and they share it. */
export function describeLastingStore(name: string, newPlace: NewPlace): void {
  inPlace(`${name}: the contract of stores that last`, newPlace, [describeReopening, describeSharing]);
}

function inPlace(title: string, newPlace: NewPlace, sections: readonly ((place: () => Place) => void)[]): void {
  describe(title, () => {
    let place: Place;
    beforeEach(async () => {
      place = await newPlace();
    });
    afterEach(() => place.remove());
    for (const section of sections) section(() => place);
  });
}

/** What a store promises beyond that goes by its process's clock. */
export function describeLocalStore(name: string, newPlace: NewPlace): void {
  inPlace(`${name}: the contract of local stores`, newPlace, [describeForgetting]);
}
