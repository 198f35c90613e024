import { expect, test } from "vitest";
import { createScrubber, oneLine, patternScrubber } from "./scrub.ts";

const scrubber = createScrubber(["hunter22!", 'pa"ss/word']);

test.each([
  ["as it is", "the key hunter22! is wrong"],
  ["in a URL", `GET /?key=${encodeURIComponent('pa"ss/word')} failed`],
  ["in JSON", JSON.stringify({ said: 'pa"ss/word' })],
  ["more than once", 'hunter22! and pa"ss/word and hunter22!'],
])("takes out a known secret %s", (_, text) => {
  const scrubbed = scrubber.text(text);
  expect(scrubbed).toContain("[redacted]");
  expect(scrubbed).not.toMatch(/hunter22|ss.{1,4}word/);
});

test("a secret that holds another goes as a whole", () => {
  expect(createScrubber(["abcd", "abcdefgh"]).secrets("abcdefgh")).toBe("[redacted]");
});

test("a secret too short to tell from ordinary text stays", () => {
  expect(createScrubber(["", "a", "abc"]).text("an abc of errors")).toBe("an abc of errors");
});

test.each([
  ["Authorization: Bearer abc.def-ghi", "abc.def-ghi"],
  ['{"authorization":"Bearer abc.def"}', "abc.def"],
  ["sent bearer ABC123xyz to the host", "ABC123xyz"],
  ["Basic YWRhOmxvdmVsYWNl", "YWRhOmxvdmVsYWNl"],
  ["postgres://ada:lovelace@db.internal/app refused", "lovelace"],
  ["https://token-abc@example.com", "token-abc"],
  ["GET /v1?api_key=12345&x=1", "12345"],
  ["GET /v1?access_token=12345", "12345"],
  ['{"password": "with space and \\" quote"}', "quote"],
  ["client_secret: 'shh then'", "then"],
  ["x-api-key = zyx987", "zyx987"],
  ["Incorrect API key provided: sk-proj-abcdefghijklmnopqrst", "abcdefghij"],
  ["ghp_abcdefghijklmnopqrstuvwxyz0123", "abcdefghij"],
  ["bp_abcdefghijklmnopqrstuvwxyz", "abcdefghij"],
  ["AKIAIOSFODNN7EXAMPLE", "IOSFODNN7"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJzdWIi"],
  ["Set-Cookie: sid=abcdef", "abcdef"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----", "MIIEow"],
])("takes the secret out of %s", (text, secret) => {
  expect(patternScrubber.text(text)).not.toContain(secret);
});

test.each([
  ["connect ECONNREFUSED 127.0.0.1:9"],
  ["503 Service Unavailable: upstream connect error"],
  ["Basic authentication failed"],
  ["Bearer token expired"],
  ['{"error":"invalid_token","message":"it has expired"}'],
  ["maximum context length is 8192 tokens"],
  ["max_tokens: 4096 is too large"],
  ["https://example.com/path?page=2"],
  ["mail ada@example.com"],
])("leaves ordinary text as it is: %s", (text) => {
  expect(patternScrubber.text(text)).toBe(text);
});

test("scrubs every text in JSON, and whatever is named like a secret", () => {
  const value = {
    message: "bad key hunter22!",
    "hunter22!": 1,
    nested: [{ apiKey: "12345", token: 7, ok: true, none: null, password: null }],
  };
  expect(scrubber.json(value)).toEqual({
    message: "bad key [redacted]",
    "[redacted]": 1,
    nested: [{ apiKey: "[redacted]", token: "[redacted]", ok: true, none: null, password: null }],
  });
});

test("JSON nested thousands of times is cut, not followed", () => {
  const deep = JSON.parse("[".repeat(5000) + "]".repeat(5000));
  expect(JSON.stringify(scrubber.json(deep))).toContain("nested too deeply");
});

test("a line has no control characters and nothing that turns the writing round", () => {
  expect(oneLine("a\r\nb\u001b[31m\tc\u202ed\u0000")).toBe("a b [31m c d");
});

test("a line is capped without cutting a character in two", () => {
  expect(oneLine("x".repeat(600))).toHaveLength(500);
  expect(oneLine(`${"x".repeat(8)}😀😀`, 10)).toBe(`${"x".repeat(8)}\ufffd…`);
});

test("no text makes it slow", () => {
  const texts = [
    "a.".repeat(30_000),
    "://".repeat(20_000),
    "token=".repeat(10_000),
    `"${"\\".repeat(60_000)}`,
    "eyJaaaaa.".repeat(6000),
  ];
  for (const text of texts) {
    const started = performance.now();
    patternScrubber.text(text);
    expect(performance.now() - started).toBeLessThan(1000);
  }
});
