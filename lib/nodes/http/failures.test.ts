import { errors } from "undici";
import { expect, test } from "vitest";
import { createScrubber } from "../scrub.ts";
import { failureOf, UnusableAnswer } from "./failures.ts";

const never = new AbortController().signal;
const scrubber = createScrubber(["s3cr3t"]);

function coded(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

test("says what each address said where several were tried", () => {
  const refusals = [
    coded("connect ECONNREFUSED ::1:9", "ECONNREFUSED"),
    coded("connect ECONNREFUSED 127.0.0.1:9", "ECONNREFUSED"),
  ];
  const error = Object.assign(new AggregateError(refusals), { code: "ECONNREFUSED" });
  expect(failureOf(error, never, scrubber)).toMatchObject({
    verdict: "failure",
    group: "ECONNREFUSED",
    message: "connect ECONNREFUSED ::1:9; connect ECONNREFUSED 127.0.0.1:9",
    retryable: true,
  });
});

test("no connection in time is a timeout", () => {
  const error = new errors.ConnectTimeoutError("Connect Timeout Error (attempted address: 10.0.0.1:80)");
  expect(failureOf(error, never, scrubber)).toMatchObject({ type: "timeout", group: "timeout", retryable: true });
});

test("an error without a message is named by its code", () => {
  expect(failureOf(coded("", "ECONNRESET"), never, scrubber)).toMatchObject({ message: "ECONNRESET" });
});

test("takes secrets out and line breaks with them", () => {
  const { message } = failureOf(new Error("no s3cr3t\r\nhere"), never, scrubber);
  expect(message).toBe("no [redacted] here");
});

test("an answer that cannot be used says whom it speaks against", () => {
  const error = new UnusableAnswer("too_large", "ignored", "too large");
  expect(failureOf(error, never, scrubber)).toMatchObject({ group: "too_large", verdict: "ignored", retryable: false });
});

test.each([[undefined], ["text"], [{ code: "E" }]])("whatever was thrown is a failure: %o", (thrown) => {
  expect(failureOf(thrown, never, scrubber)).toMatchObject({ verdict: "failure", group: "error" });
});

test("what fails because it was called off is not held against the dependency", () => {
  expect(failureOf(new Error("aborted"), AbortSignal.abort(), scrubber)).toMatchObject({
    type: "cancelled",
    verdict: "ignored",
  });
});
