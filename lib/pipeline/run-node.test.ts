import { expect, test } from "vitest";
import type { NodeResult } from "../nodes/node-kind.ts";
import { runNode } from "./run-node.ts";
import { answers, execution, nodeType, type Run } from "./testkit.ts";

const { signal } = new AbortController();
const run = (node: Run, scrub: ((text: string) => string) | null = null) =>
  new Promise<NodeResult>((resolve) => runNode(scrub)(execution(nodeType(node), {}, { id: 1 }), signal, resolve));

test("hands the node its input and signal", async () => {
  const given: unknown[] = [];
  await run(async (...all) => {
    given.push(...all);
    return answers();
  });
  expect(given).toEqual([{ id: 1 }, signal]);
});

test.each([
  ["rejects", () => Promise.reject(new TypeError("no such thing"))],
  [
    "throws",
    () => {
      throw new TypeError("no such thing");
    },
  ],
])("a node that %s has failed", async (_, node) => {
  expect(await run(node)).toEqual({
    ok: false,
    type: "node_error",
    verdict: "failure",
    message: "the node threw TypeError",
    group: "TypeError",
    retryable: false,
    retryAfter: null,
  });
});

test("shows what was thrown only once it is scrubbed", async () => {
  const node = () => Promise.reject(new Error("bad key: 1234"));
  expect(await run(node, (text) => text.replace("1234", "…"))).toMatchObject({ message: "bad key: …" });
});

test("groups by the error's code", async () => {
  const node = () => Promise.reject(Object.assign(new Error("gone"), { code: "ECONNRESET" }));
  expect(await run(node)).toMatchObject({ group: "ECONNRESET" });
});

test.each([[undefined], [null], ["down"], [{ code: 1 }], [Object.assign(new Error("x"), { name: "a b\nc" })]])(
  "whatever is thrown is a failure: %o",
  async (thrown) => {
    expect(await run(() => Promise.reject(thrown))).toMatchObject({ verdict: "failure", message: expect.any(String) });
  },
);
