import type { NodeResult } from "../nodes/node-kind.ts";
import type { Work } from "./stage.ts";

/** Makes a message fit to be shown: takes out what looks like a secret. */
export type Scrub = (message: string) => string;

/**
 * Runs the node. One that throws has failed in a way that it did not foresee: nothing says that a retry can help.
 * Without `scrub` its message is shown to nobody, for who knows what is in it.
 */
export function runNode(scrub: Scrub | null): Work {
  return ({ node, input }, signal, done) => {
    const failed = (thrown: unknown) => done(failure(thrown, scrub));
    try {
      // Whatever it answers: what is no promise becomes one.
      Promise.resolve(node.node.run(input, signal)).then(done, failed);
    } catch (error) {
      failed(error);
    }
  };
}

function failure(thrown: unknown, scrub: Scrub | null): NodeResult {
  const group = groupOf(thrown);
  const said = thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : "";
  const message = scrub === null || said === "" ? `the node threw ${group}` : scrub(said);
  return {
    ok: false,
    type: "node_error",
    verdict: "failure",
    message,
    group,
    retryable: false,
    retryAfter: null,
  };
}

/** The error's code, as Node's own errors have one, or its name; each only where it looks like one. */
function groupOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "error";
  const candidates = ["code" in thrown ? thrown.code : null, thrown.name];
  return (
    (candidates.find((word) => typeof word === "string" && /^\w{1,64}$/.test(word)) as string | undefined) ?? "error"
  );
}
