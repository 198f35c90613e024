import { describe, expect, test } from "vitest";
import { newCircuit } from "../breaker/index.ts";
import { START } from "../breaker/testkit.ts";
import type { Json } from "../stores/store.ts";
import { decodeCircuit, encodeCircuit, toLog, UnreadableCircuit } from "./stored-circuit.ts";

const CIRCUIT = newCircuit("external_api", START);
const decode = (value: Json) => decodeCircuit({ id: "external_api", version: { number: 1, writeId: "w" }, value });

describe("a circuit as the store keeps it", () => {
  test("has its schema beside it, and what another version wrote there", () => {
    expect(encodeCircuit(CIRCUIT, null)).toEqual({ schema: 1, circuit: CIRCUIT });
    const previous = { ring: [1], schema: 7, circuit: { id: "older" } };
    expect(encodeCircuit(CIRCUIT, previous)).toEqual({ ring: [1], schema: 1, circuit: CIRCUIT });
  });

  test.each<[string, Json]>([
    ["a list", ["a"]],
    ["a text", "ab"],
  ])("takes nothing over from %s", (_, previous) => {
    expect(encodeCircuit(CIRCUIT, previous)).toEqual({ schema: 1, circuit: CIRCUIT });
  });

  test("comes back as it was", () => {
    expect(decode(encodeCircuit(CIRCUIT, null))).toEqual(CIRCUIT);
  });

  test.each<[string, Json]>([
    ["nothing", null],
    ["a text", "circuit"],
    ["a list", []],
    ["another schema", { schema: 2, circuit: {} }],
    ["no schema", { circuit: {} }],
    ["no circuit", { schema: 1 }],
    ["null for a circuit", { schema: 1, circuit: null }],
    ["a list for a circuit", { schema: 1, circuit: [] }],
    ["a text for a circuit", { schema: 1, circuit: "closed" }],
  ])("cannot be read from %s", (_, value) => {
    expect(() => decode(value)).toThrow(UnreadableCircuit);
  });

  test.each([
    ["closed", { state: "closed" }, { state: "closed", openings: 0, ramp: null }],
    ["open", { state: "open" }, { state: "open", openings: 0 }],
    ["half-open", { state: "half_open" }, { state: "half_open", openings: 0 }],
  ])("lacks nothing where the first release wrote it %s", (_, circuit, completed) => {
    expect(decode({ schema: 1, circuit })).toEqual(completed);
  });

  test("keeps what later releases wrote", () => {
    const ramping = { state: "closed", openings: 3, ramp: { from: START, length: 1000 } };
    expect(decode({ schema: 1, circuit: ramping })).toEqual(ramping);
  });
});

describe("an event in the log", () => {
  const recovered = { kind: "half_opened", at: START, generation: 3 } as const;
  const reset = {
    kind: "reset",
    at: START + 1,
    generation: 4,
    actor: "ada",
    reason: "seen to",
    previousState: "half_open",
    to: "closed",
  } as const;

  test("names the circuit, the instance, and who acted and why", () => {
    expect(toLog("external_api", [recovered, reset], "one", false)).toEqual([
      {
        circuit: "external_api",
        kind: "half_opened",
        at: START,
        actor: null,
        reason: null,
        instance: "one",
        details: { generation: 3 },
      },
      {
        circuit: "external_api",
        kind: "reset",
        at: START + 1,
        actor: "ada",
        reason: "seen to",
        instance: "one",
        details: { generation: 4, previousState: "half_open", to: "closed" },
      },
    ]);
  });

  test("is marked where the store was out", () => {
    expect(toLog("external_api", [recovered], "one", true)[0]?.details).toEqual({ generation: 3, degraded: true });
  });
});
