import { describe, expect, it } from "vitest";
import { MAX_BODY_BYTES, MAX_HEADERS, problemOf, type RequestHead, refusalOf } from "./refusal.ts";

const request = (head: Partial<RequestHead> = {}): RequestHead => ({
  method: "GET",
  url: "/",
  rawHeaders: ["host", "localhost:3000"],
  headers: { host: "localhost:3000" },
  ...head,
});

describe("a request", () => {
  it.each(["/", "/api/circuit-breaker/status?q=a%20b", "/caf%C3%A9", "/%25zz", "//double", "/?q=1&q=2"])(
    "passes with the URL %s",
    (url) => {
      expect(refusalOf(request({ url }))).toBeUndefined();
    },
  );

  it.each(["/%zz", "/%", "/%ff", "/%c3", "/?q=%zz", "*", "", "http://other/", "//[", "/a\\b%"])(
    "is refused with the malformed URL %j",
    (url) => {
      expect(refusalOf(request({ url }))).toMatchObject({ code: "invalid_request", detail: "The URL is malformed." });
    },
  );

  it.each(["localhost", "127.0.0.1:3000", "[::1]:3000", "panel.example.com"])("passes with the host %s", (host) => {
    expect(refusalOf(request({ headers: { host } }))).toBeUndefined();
  });

  it.each(["a b", "a/b", "user@a", "a:99999", "", "a?b", "a#b"])("is refused with the malformed host %j", (host) => {
    expect(refusalOf(request({ headers: { host } }))).toMatchObject({
      code: "invalid_request",
      detail: "The Host header is malformed.",
    });
  });

  it.each(["TRACE", "PROPFIND", "CONNECT"])("is refused with the method %s", (method) => {
    const refusal = refusalOf(request({ method }));
    expect(refusal).toMatchObject({ code: "method_not_allowed", headers: { allow: expect.stringContaining("PATCH") } });
  });

  it("may have so many headers and no more", () => {
    const rawHeaders = Array.from({ length: MAX_HEADERS * 2 }, () => "x");
    expect(refusalOf(request({ rawHeaders }))).toBeUndefined();
    expect(refusalOf(request({ rawHeaders: [...rawHeaders, "x", "x"] }))).toMatchObject({ code: "headers_too_large" });
  });

  it("may announce so large a body and no larger", () => {
    const announcing = (bytes: number) => request({ headers: { host: "a", "content-length": String(bytes) } });
    expect(refusalOf(announcing(MAX_BODY_BYTES))).toBeUndefined();
    expect(refusalOf(announcing(MAX_BODY_BYTES + 1))).toMatchObject({ code: "too_large" });
  });
});

it("A refusal is told as a problem", () => {
  const { status, headers, body } = problemOf({ code: "invalid_request", detail: "No." });
  expect(status).toBe(400);
  expect(headers).toMatchObject({ "content-type": "application/problem+json", "content-length": String(body.length) });
  expect(JSON.parse(body)).toEqual({
    type: "urn:breaker-panel:problem:invalid_request",
    title: "The request is not valid",
    status: 400,
    detail: "No.",
    code: "invalid_request",
    request_id: headers["x-request-id"],
  });
});
