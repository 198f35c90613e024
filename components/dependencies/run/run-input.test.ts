import { describe, expect, it } from "vitest";
import { emptyRun, inputsOf, runRequestOf } from "./run-input.ts";

const node = (method: string, path: string) => ({ config: { base_url: "http://a.test", method, path } });
const blank = { params: "", query: "", body: "", workspace: "", credential: "" };

describe("what a run asks for", () => {
  it("are the path's parameters, and a body where there may be one", () => {
    expect(inputsOf(node("POST", "/a/{id}/{part}"))).toEqual({ parameters: ["id", "part"], takesBody: true });
    expect(inputsOf(node("GET", "/a"))).toEqual({ parameters: [], takesBody: false });
    expect(JSON.parse(emptyRun(node("GET", "/a/{id}")).params)).toEqual({ id: "" });
  });

  it("leaves out what is blank", () => {
    expect(runRequestOf(blank)).toEqual({ input: {}, workspace: null, credential: null });
  });

  it("sends null where null is written", () => {
    const draft = { ...blank, query: '{"dry": "1"}', body: "null", workspace: " acme " };
    expect(runRequestOf(draft)).toEqual({
      input: { query: { dry: "1" }, body: null },
      workspace: "acme",
      credential: null,
    });
  });

  it("is nothing to be sent while some of it is no JSON", () => {
    expect(runRequestOf({ ...blank, body: "{" })).toBeNull();
  });
});
