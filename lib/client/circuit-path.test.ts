import { expect, test } from "vitest";
import { circuitAt } from "./circuit-at.ts";
import { circuitNamed } from "./circuit-name.ts";
import { circuitPath } from "./circuit-path.ts";

const NOTHING = new URLSearchParams();

test.each([
  ["external_api", null, "/circuits/external_api"],
  ["mail@acme", { workspace: "acme", credential: null }, "/circuits/mail%40acme"],
  [
    "payments.charge@acme:key-7",
    { workspace: "acme", credential: "key-7" },
    "/circuits/payments.charge%40acme%3Akey-7",
  ],
  ["mail@:key:7", { workspace: null, credential: "key:7" }, "/circuits/mail%40%3Akey%3A7"],
  ["mail@a%3Ab", { workspace: "a:b", credential: null }, "/circuits/mail%40a%253Ab"],
])("the page of %s names it", (circuit, scope, path) => {
  const name = { circuit, node_type: circuit.replace(/@.*/, ""), scope };
  const segment = path.replace("/circuits/", "");
  expect(circuitNamed(circuit)).toEqual(name);
  expect(circuitPath(circuit)).toBe(path);
  expect(circuitAt(segment, NOTHING)).toEqual(name);
  expect(circuitAt(decodeURIComponent(segment), NOTHING)).toEqual(name);
});

test("a circuit may be named as the API names it", () => {
  const query = new URLSearchParams("workspace=a:b&credential=key-7");
  const scope = { workspace: "a:b", credential: "key-7" };
  expect(circuitAt("mail", query)).toEqual({ circuit: "mail@a%3Ab:key-7", node_type: "mail", scope });
});

test("what is no address names what is nowhere", () => {
  expect(circuitAt("%E0%A4%A", NOTHING)).toMatchObject({ circuit: "%E0%A4%A" });
});
