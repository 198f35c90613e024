import { describe, expect, it } from "vitest";
import { parseJsonText } from "./json-text.ts";

describe("JSON that somebody types", () => {
  it("is nothing where it is blank", () => {
    expect(parseJsonText(" \n")).toEqual({ value: undefined });
  });

  it.each([
    ['{"qty": 2}', { qty: 2 }],
    ["null", null],
    ['"text"', "text"],
  ])("is read: %s", (text, value) => {
    expect(parseJsonText(text)).toEqual({ value });
  });

  it("says in which line it is wrong", () => {
    expect(parseJsonText('{\n  "a": 1,\n  b: 2\n}')).toEqual({ error: "Not valid JSON: look at line 3, column 3." });
  });

  it("says that it is not finished", () => {
    expect(parseJsonText('{"a": 1')).toMatchObject({ error: expect.stringMatching(/left open|column 8/) });
    expect(parseJsonText('{"a": "b')).toMatchObject({ error: expect.stringMatching(/left open|column/) });
  });
});
