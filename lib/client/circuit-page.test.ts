import { expect, test } from "vitest";
import { circuitAt } from "./circuit-at.ts";
import { circuitPageAddress, circuitPageViewFrom } from "./circuit-page.ts";

test.each([
  { range: "24h", trip: 17, kind: "opened" },
  { range: "1h", trip: "last", kind: null },
  { range: "7d", trip: null, kind: "reset" },
] as const)("an address tells that the page shows $range, the trip $trip and events of the kind $kind", (view) => {
  const name = { circuit: "api@acme", node_type: "api", scope: { workspace: "acme", credential: null } };
  const { pathname, searchParams } = new URL(circuitPageAddress(name, view), "http://panel.test");
  expect(circuitPageViewFrom(searchParams)).toEqual(view);
  expect(circuitAt(pathname.replace("/circuits/", ""), searchParams)).toEqual(name);
});

test("what an address says that is not understood is left out", () => {
  expect(circuitPageViewFrom(new URLSearchParams("range=1y&trip=-1&kind=nothing"))).toEqual({
    range: "1h",
    trip: null,
    kind: null,
  });
});
