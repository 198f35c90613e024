import { randomUUID } from "node:crypto";

const PREFIX = "ref:";
const REF = /^ref:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A name for a secret that is kept apart; nobody can guess it, and base64 never looks like it. */
export function newRef(): string {
  return `${PREFIX}${randomUUID()}`;
}

/**
 * What a ref is called in the collection `secrets`; null for sealed text, which the first releases kept inside the node
 * type. Nothing else in that collection can be named by a ref.
 */
export function idOfRef(text: string): string | null {
  return REF.test(text) ? text.slice(PREFIX.length) : null;
}
