import { expect, test } from "vitest";
import { describeError, logLine } from "./log.ts";

const at = new Date("2026-02-12T12:00:00.000Z");

test("is one line of JSON", () => {
  const line = logLine("info", "the store\nis back", { attempts: 3 }, at);
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toEqual({
    time: "2026-02-12T12:00:00.000Z",
    level: "info",
    message: "the store is back",
    attempts: 3,
  });
});

test("an error comes with its stack and its causes", () => {
  const cause = Object.assign(new Error("database is locked"), { code: "SQLITE_BUSY" });
  const { error } = JSON.parse(logLine("error", "lost", { error: describeError(new Error("no luck", { cause })) }, at));
  expect(error).toMatchObject({
    name: "Error",
    message: "no luck",
    stack: expect.stringContaining("log.test.ts"),
    cause: { message: "database is locked", code: "SQLITE_BUSY" },
  });
});

test("takes out what looks like a secret, in messages, fields and stacks", () => {
  const error = describeError(new Error("GET https://ada:hunter22@example.com failed"));
  const line = logLine("error", "refused Bearer abcdef123456", { error, api_key: "k-1" }, at);
  for (const secret of ["hunter22", "abcdef123456", "k-1"]) expect(line).not.toContain(secret);
});

test("a field that JSON cannot hold does not cost the message", () => {
  expect(JSON.parse(logLine("info", "still here", { big: 1n }, at))).toMatchObject({ message: "still here" });
});

test("fields do not stand in for the time, the level or the message", () => {
  const fields = { level: "info", time: "never", message: "forged" };
  expect(JSON.parse(logLine("error", "true", fields, at))).toMatchObject({ level: "error", message: "true" });
});

test.each([["text"], [undefined], [null], [{ a: 1 }]])("anything that was thrown can be described: %o", (thrown) => {
  expect(describeError(thrown)).toEqual({ message: expect.any(String) });
});
