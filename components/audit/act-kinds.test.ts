import { expect, it } from "vitest";
import { ACT_KINDS } from "@/lib/contracts/lists.ts";
import { kindGroups } from "./act-kinds.ts";

it("offers every kind of act once", () => {
  expect(kindGroups.flatMap(({ kinds }) => kinds).toSorted()).toEqual([...ACT_KINDS].toSorted());
});
