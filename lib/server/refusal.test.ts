import { describe, expect, it } from "vitest";
import { MAX_BODY_BYTES, MAX_HEADERS, problemBody, type RequestHead, refusalOf } from "./refusal.ts";

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
      expect(refusalOf(request({ url }))).toMatchObject({ status: 400, code: "malformed_url" });
    },
  );

  it.each(["localhost", "127.0.0.1:3000", "[::1]:3000", "panel.example.com"])("passes with the host %s", (host) => {
    expect(refusalOf(request({ headers: { host } }))).toBeUndefined();
  });

  it.each(["a b", "a/b", "user@a", "a:99999", "", "a?b", "a#b"])("is refused with the malformed host %j", (host) => {
    expect(refusalOf(request({ headers: { host } }))).toMatchObject({ status: 400, code: "malformed_host" });
  });

  it.each(["TRACE", "PROPFIND", "CONNECT"])("is refused with the method %s", (method) => {
    const refusal = refusalOf(request({ method }));
    expect(refusal).toMatchObject({ status: 405, headers: { allow: expect.stringContaining("PATCH") } });
  });

  it("may have so many headers and no more", () => {
    const rawHeaders = Array.from({ length: MAX_HEADERS * 2 }, () => "x");
    expect(refusalOf(request({ rawHeaders }))).toBeUndefined();
    expect(refusalOf(request({ rawHeaders: [...rawHeaders, "x", "x"] }))).toMatchObject({ status: 431 });
  });

  it("may announce so large a body and no larger", () => {
    const announcing = (bytes: number) => request({ headers: { host: "a", "content-length": String(bytes) } });
    expect(refusalOf(announcing(MAX_BODY_BYTES))).toBeUndefined();
    expect(refusalOf(announcing(MAX_BODY_BYTES + 1))).toMatchObject({ status: 413, code: "body_too_large" });
  });
});

it("A refusal is told as a problem", () => {
  expect(JSON.parse(problemBody({ status: 400, code: "malformed_url", detail: "No." }))).toEqual({
    type: "about:blank",
    title: "Bad Request",
    status: 400,
    detail: "No.",
    code: "malformed_url",
    request_id: expect.any(String),
  });
});
