import type { StoredEvent } from "../../stores/store.ts";
import { openedSentence } from "./opened-sentence.ts";

type Details = StoredEvent["details"];

const SENTENCES: Readonly<Record<string, (details: Details, circuit: string | null) => string>> = {
  opened: openedSentence,
  half_opened: () => "waiting for a test call",
  closed: ({ successes }) => (Number(successes) === 1 ? "a test call succeeded" : `${successes} test calls succeeded`),
  probe_expired: ({ by }) => `a test call${by === null ? "" : ` by ${by}`} was never reported; its permit is back`,
  reset: ({ to, previousState }) =>
    to === "half_open" ? `to be tested at once, from ${words(previousState)}` : `by hand, from ${words(previousState)}`,
  override_set: ({ mode }) => `held: ${words(mode)}`,
  override_cleared: ({ mode }) => `no longer held: ${words(mode)}`,
  override_expired: ({ mode }) => `the hold has ended: ${words(mode)}`,
  node_type_created: () => "registered",
  node_type_changed: ({ revision, fields }) => `edited, revision ${revision}${list(fields)}`,
  node_type_deleted: () => "removed",
  default_policy_changed: ({ revision }) => `the default policy was edited, revision ${revision}`,
  policy_rolled_back: ({ revision, to, fields }, circuit) =>
    circuit === null
      ? `the default policy was rolled back to revision ${to}, revision ${revision}${list(fields)}`
      : `rolled back to the policy of revision ${to}, revision ${revision}${list(fields)}`,
  refused: ({ call, detail, what, email }) =>
    typeof call === "string" ? `${call}: ${detail}` : `${words(what)}${typeof email === "string" ? `: ${email}` : ""}`,
  limits_changed: ({ revision }) => `the rate limits were edited, revision ${revision}`,
};

/** One sentence for people: what happened, with its figures. Kinds without a sentence of their own are named. */
export function eventSummary({ kind, details, circuit }: StoredEvent): string {
  return SENTENCES[kind]?.(details, circuit) ?? accountSentence(kind, details);
}

function accountSentence(kind: string, details: Details): string {
  const whom = details.email ?? details.name ?? details.user ?? details.token;
  return typeof whom === "string" ? `${words(kind)}: ${whom}` : words(kind);
}

function list(fields: unknown): string {
  return Array.isArray(fields) && fields.length > 0 ? `: ${fields.join(", ")}` : "";
}

function words(name: unknown): string {
  return String(name).replaceAll("_", " ");
}
