import { describe, expect, it } from "vitest";
import * as z from "zod";
import { inPlainWords } from "./plain-words.ts";

const said = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message ?? "";

describe("what the API's schemas say", () => {
  it.each([
    [z.int().min(1), 0, "has to be 1 or more"],
    [z.number().max(3600), 99_999, "has to be 3,600 or less"],
    [z.number().min(0.01), 0, "has to be 0.01 or more"],
    [z.string().min(1), "", "is needed"],
    [z.string().min(12), "short", "has to have 12 characters or more"],
    [z.string().max(3), "long", "has to have 3 characters or fewer"],
    [z.array(z.string()).min(1), [], "needs at least 1"],
    [z.int(), 1.5, "has to be a whole number"],
    [z.int(), "1 MB", "has to be a number"],
    [z.email(), "nope", "has to be an e-mail address"],
    [z.url(), "nope", "has to be a web address, as in https://example.com"],
    [z.record(z.string().regex(/^a$/), z.string()), { b: "" }, "is not a name that can be used here"],
    [z.union([z.literal(1), z.literal("a")]), "b", "cannot be used here"],
  ])("is said in plain words", (schema, value, words) => {
    expect(inPlainWords(said(schema, value))).toBe(words);
  });

  it("stays as it is where it was written for people", () => {
    expect(inPlainWords("is used by the config and not set")).toBe("is used by the config and not set");
  });
});
