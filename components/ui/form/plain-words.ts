import { count } from "@/lib/client/format.ts";

/** The stock phrases of the API's schemas, which speak to programmers, and what they come to for everybody else. */
const PHRASES: readonly (readonly [RegExp, (figure: string) => string])[] = [
  [/^Too small: expected number to be >=(.+)$/, (least) => `has to be ${least} or more`],
  [/^Too big: expected number to be <=(.+)$/, (most) => `has to be ${most} or less`],
  [/^Too small: expected string to have >=1 characters$/, () => "is needed"],
  [/^Too small: expected string to have >=(.+) characters$/, (least) => `has to have ${least} characters or more`],
  [/^Too big: expected string to have <=(.+) characters$/, (most) => `has to have ${most} characters or fewer`],
  [/^Too small: expected array to have >=(.+) items$/, (least) => `needs at least ${least}`],
  [/^Too big: expected array to have <=(.+) items$/, (most) => `may be ${most} at the most`],
  [/^Invalid input: expected int\b/, () => "has to be a whole number"],
  [/^Invalid input: expected number\b/, () => "has to be a number"],
  [/^Invalid URL$/, () => "has to be a web address, as in https://example.com"],
  [/^Invalid email address$/, () => "has to be an e-mail address"],
  [/^Invalid key in record$/, () => "is not a name that can be used here"],
  [/^Invalid input$/, () => "cannot be used here"],
];

export function inPlainWords(message: string): string {
  for (const [pattern, say] of PHRASES) {
    const match = pattern.exec(message);
    if (match !== null) return say(figure(match[1] ?? ""));
  }
  return message;
}

function figure(text: string): string {
  return Number.isInteger(Number(text)) ? count(Number(text)) : text;
}
