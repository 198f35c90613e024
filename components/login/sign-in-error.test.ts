import { expect, it } from "vitest";
import { signInMessage } from "./sign-in-error.ts";

it("does not tell whether it was the address or the password", () => {
  expect(signInMessage("CredentialsSignin", "password")).toBe("E-mail or password is not right.");
});

it("says how long to wait after too many attempts", () => {
  expect(signInMessage("too_many_attempts:90", "password")).toBe("Too many attempts. Wait 1 m 30 s, then try again.");
  expect(signInMessage("too_many_attempts", "link")).toBe("Too many attempts. Wait a while, then try again.");
});

it("knows that a link works once", () => {
  expect(signInMessage("CredentialsSignin", "link")).toContain("used already");
});

it("never shows a code that it does not know", () => {
  expect(signInMessage("<b>OAuthCallback</b>", "password")).toBe("Signing in did not work. Try again.");
});
