import { expect, test } from "vitest";
import { circuitAt, circuitNamed } from "./circuit-name.ts";
import { circuitPageAddress, circuitPageViewFrom } from "./circuit-page.ts";

test.each([
  ["external_api", null, "/circuits/external_api"],
  ["external_api@acme", { workspace: "acme", credential: null }, "/circuits/external_api?workspace=acme"],
  [
    "external_api@acme:key:7",
    { workspace: "acme", credential: "key:7" },
    "/circuits/external_api?workspace=acme&credential=key%3A7",
  ],
  ["external_api@:key-7", { workspace: null, credential: "key-7" }, "/circuits/external_api?credential=key-7"],
  ["external_api@a%3Ab", { workspace: "a:b", credential: null }, "/circuits/external_api?workspace=a%3Ab"],
])("the page of %s names it", (circuit, scope, path) => {
  const name = { circuit, node_type: "external_api", scope };
  expect(circuitNamed(circuit)).toEqual(name);
  expect(circuitPageAddress(name)).toBe(path);
  expect(circuitAt("external_api", new URL(path, "http://panel.test").searchParams)).toEqual(name);
});

test.each([
  { range: "24h", trip: 17 },
  { range: "1h", trip: "last" },
  { range: "7d", trip: null },
] as const)("an address tells that the page shows $range and the trip $trip", (view) => {
  const name = { circuit: "api@acme", node_type: "api", scope: { workspace: "acme", credential: null } };
  const { pathname, searchParams } = new URL(circuitPageAddress(name, view), "http://panel.test");
  expect(circuitPageViewFrom(searchParams)).toEqual(view);
  expect([pathname, circuitAt("api", searchParams)]).toEqual(["/circuits/api", name]);
});

test("what an address says that is not understood is left out", () => {
  expect(circuitPageViewFrom(new URLSearchParams("range=1y&trip=-1"))).toEqual({ range: "1h", trip: null });
});
