/** Characters of a message for people. */
const MESSAGE_LENGTH = 500;
const REDACTED = "[redacted]";

/** A shorter secret cannot be told from ordinary text: taking it out would garble every message. */
const SHORTEST_SECRET = 4;
const DEEPEST = 50;

/** Takes out what nobody but the dependency may read. */
export interface Scrubber {
  /** Takes out the known secrets and nothing else. */
  secrets(text: string): string;
  /** Takes out the known secrets, and what looks like a bearer token, a key or a password. */
  text(text: string): string;
  /** The text on one line, without control characters, capped. */
  line(text: string, length?: number): string;
  /** A copy of some JSON with every text in it, and whatever is named like a secret, taken out. */
  json(value: unknown): unknown;
}

/** A scrubber that also knows these values, as they are and as URLs and JSON write them. */
export function createScrubber(values: Iterable<string> = []): Scrubber {
  const known = [...values].filter((value) => value.length >= SHORTEST_SECRET).flatMap(spellings);
  // Longest first: a secret may be a part of another.
  const spelt = [...new Set(known)].sort((a, b) => b.length - a.length);

  const secrets = (text: string) => spelt.reduce((rest, value) => rest.replaceAll(value, REDACTED), text);
  const scrub = (text: string) => redactPatterns(secrets(text));
  const json = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return scrub(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth === DEEPEST) return "[nested too deeply]";
    if (Array.isArray(value)) return value.map((item) => json(item, depth + 1));
    const entries = Object.entries(value).map(([name, item]) => [
      secrets(name),
      SECRET_NAME.test(name) && item !== null ? REDACTED : json(item, depth + 1),
    ]);
    return Object.fromEntries(entries);
  };
  return {
    secrets,
    text: scrub,
    line: (text, length = MESSAGE_LENGTH) => oneLine(scrub(text), length),
    json: (value) => json(value, 0),
  };
}

/** The scrubber that knows no secrets. */
export const patternScrubber = createScrubber();

function spellings(value: string): string[] {
  return [value, encodeURIComponent(value.toWellFormed()), JSON.stringify(value).slice(1, -1)];
}

/** Text on one line, without what steers a terminal or turns the direction of writing, capped with an ellipsis. */
export function oneLine(text: string, length = MESSAGE_LENGTH): string {
  // Not more is looked at than can be shown, but for runs of blanks.
  const start = text.slice(0, length * 4);
  const line = start.replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
  return line.length <= length ? line.toWellFormed() : `${line.slice(0, length - 1)}…`.toWellFormed();
}

const SECRET_WORDS =
  "api[_-]?key|access[_-]?key|private[_-]?key|secret|token(?!s)|passw(?:or)?d|passphrase|pwd|authorization|credential|session[_-]?id|signature|cookie";
const SECRET_NAME = new RegExp(SECRET_WORDS, "i");

// Every repetition has an upper bound, so that no text makes matching slow.
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,10000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, REDACTED],
  // User and password in a URL.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"'<>]{1,500}@/gi, `$1${REDACTED}@`],
  // A scheme with its credentials, but not prose such as "Basic authentication".
  [/\b(bearer|basic)\s{1,5}(?!auth|token\b|realm|scheme|credential|error)[^\s"',;<>]{1,5000}/gi, `$1 ${REDACTED}`],
  [/\b(authorization["']?\s{0,5}[=:]\s{0,5}["']?)[^"'\r\n]{1,5000}/gi, `$1${REDACTED}`],
  // `name=value`, `name: value` and `"name": "value"`.
  [
    new RegExp(
      `((?:${SECRET_WORDS})[\\w-]{0,40}["']?\\s{0,5}[=:]\\s{0,5})(?:"(?:[^"\\\\]|\\\\.){0,5000}"|'[^']{0,5000}'|[^\\s&,;"'<>}\\])]{1,5000})`,
      "gi",
    ),
    `$1${REDACTED}`,
  ],
  // Keys that show by their form what they are.
  [/\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,500}/g, REDACTED],
  [/\b(?:gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|bp_)[A-Za-z0-9_-]{10,500}/g, REDACTED],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, REDACTED],
  [/\bAIza[A-Za-z0-9_-]{30,50}/g, REDACTED],
  [/\beyJ[A-Za-z0-9_-]{5,5000}\.[A-Za-z0-9_-]{5,5000}(?:\.[A-Za-z0-9_-]{0,5000})?/g, REDACTED],
];

function redactPatterns(text: string): string {
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}
