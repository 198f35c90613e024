/** What somebody typed, as JSON; blank is nothing. */
export type JsonText = { readonly value: unknown } | { readonly error: string };

export function parseJsonText(text: string): JsonText {
  if (text.trim() === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: explain(error, text) };
  }
}

/** Engines differ in how they say it; where it is, in lines, is what helps most. */
function explain(error: unknown, text: string): string {
  const said = error instanceof Error ? error.message.replace(/^JSON[. ]Parse(?: error)?: /i, "") : "";
  if (/ends?\b|unterminated/i.test(said)) return "Not valid JSON yet: something is left open at the end.";
  const position = /at position (\d+)/.exec(said)?.[1];
  const place = position === undefined ? (/line \d+ column \d+/.exec(said)?.[0] ?? null) : lineOf(text, +position);
  return place === null ? `Not valid JSON: ${said}.` : `Not valid JSON: look at ${place}.`;
}

function lineOf(text: string, position: number): string {
  const before = text.slice(0, position).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
