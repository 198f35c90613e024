import { expect, test } from "vitest";
import { circuitAt, circuitNamed, circuitPath, circuitPathOf } from "./circuit-path.ts";

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
  expect([circuitPath(name), circuitPathOf(circuit)]).toEqual([path, path]);
  expect(circuitAt("external_api", new URL(path, "http://panel.test").searchParams)).toEqual(name);
});
