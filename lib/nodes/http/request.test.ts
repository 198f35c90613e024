import fc from "fast-check";
import { expect, test } from "vitest";
import { buildRequest, InvalidInput } from "./request.ts";
import { configOf } from "./testkit.ts";

const base_url = "https://api.example.com/v1/";

function request(config: object, input: unknown, headers: Record<string, string> = {}) {
  return buildRequest(configOf({ base_url, ...config }), headers, input);
}

test("joins the base URL's path, the filled path and the query", () => {
  const built = request(
    { path: "/orders/{id}/{part}", query: { dry: "0", lang: "en" } },
    { params: { id: 7, part: "a b?#ü" }, query: { dry: true, tag: ["x", 1] } },
  );
  expect(built.path).toBe("/v1/orders/7/a%20b%3F%23%C3%BC?dry=true&lang=en&tag=x&tag=1");
});

test.each([
  ["https://api.example.com", "", "/"],
  ["https://api.example.com/", "/x", "/x"],
  ["https://api.example.com/v1", "", "/v1"],
  ["https://api.example.com/v1/", "/x/", "/v1/x/"],
])("the path of %s and %o is %s", (url, path, whole) => {
  expect(request({ base_url: url, path }, undefined).path).toBe(whole);
});

test("a body is sent as JSON", () => {
  const built = request({ method: "POST" }, { body: { qty: 2 } });
  expect(built).toMatchObject({ body: '{"qty":2}', headers: { "content-type": "application/json" } });
});

test("a body of null is a body; none is none", () => {
  expect(request({ method: "POST" }, { body: null }).body).toBe("null");
  expect(request({ method: "POST" }, {})).toMatchObject({ body: null, headers: {} });
});

test("text goes as it is under another content type", () => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect(request({ method: "POST" }, { body: "a=1" }, headers)).toMatchObject({ body: "a=1", headers });
});

test.each([
  ["a parameter is missing", {}, "params.id: is missing"],
  ["a parameter is empty", { params: { id: "" } }, "params.id: is missing"],
  ["a parameter is unknown", { params: { id: "7", x: "1" } }, "params.x: is not in the path"],
  ["a parameter is called __proto__", { params: JSON.parse('{"__proto__":"1"}') }, "params.__proto__: not a name"],
  ["a parameter has a slash", { params: { id: "a/b" } }, "params.id: must not have slashes"],
  ["a parameter has a backslash", { params: { id: "..\\x" } }, "params.id: must not have slashes"],
  ["a parameter has a line break", { params: { id: "a\r\nb" } }, "params.id: must not have slashes"],
  ["a parameter is half a character", { params: { id: "\ud800" } }, "params.id: must not have slashes"],
  ["a parameter leads upwards", { params: { id: ".." } }, 'params: the path must not have a "." or ".."'],
  ["a parameter is no text", { params: { id: {} } }, "params.id: text or a number"],
  ["a field is unknown", { params: { id: "7" }, headers: {} }, "headers: is not a known field"],
  ["the input is no object", "7", "input: "],
  ["a GET has a body", { params: { id: "7" }, body: 1 }, "body: a GET request has none"],
])("names the field where %s", (_, input, message) => {
  expect(() => request({ path: "/orders/{id}" }, input)).toThrow(InvalidInput);
  expect(() => request({ path: "/orders/{id}" }, input)).toThrow(message);
});

test("parts that lead upwards together are refused", () => {
  expect(() => request({ path: "/{a}{b}/x" }, { params: { a: ".", b: "." } })).toThrow(InvalidInput);
});

test("a body that is not text is refused under another content type", () => {
  expect(() => request({ method: "POST" }, { body: {} }, { "content-type": "text/plain" })).toThrow(
    "body: has to be text",
  );
});

test("a body that JSON cannot hold is refused", () => {
  const ring: { self?: unknown } = {};
  ring.self = ring;
  for (const body of [ring, 1n, () => {}]) {
    expect(() => request({ method: "POST" }, { body })).toThrow("body: is not JSON");
  }
});

test("whatever a parameter is, the call stays below the path that the config names", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (a, b) => {
      let path: string;
      try {
        ({ path } = request({ path: "/orders/{a}-{b}" }, { params: { a, b } }));
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInput);
        return;
      }
      expect(path).toMatch(/^\/v1\/orders\/[^/?#\s]+$/);
      expect(new URL(path, "https://api.example.com").pathname).toBe(path);
    }),
  );
});
