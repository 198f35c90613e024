import { randomUUID } from "node:crypto";
import { actEnd } from "../catalogue/act-deadline.ts";
import { decodeNodeType, type Tombstone } from "../catalogue/node-type.ts";
import { withDeadline } from "../registry/deadline.ts";
import type { Json, NewEvent, Store, Stored, SwapResult } from "../stores/store.ts";
import { announcementOf, restorationOf } from "./announcement.ts";
import { errorFields, type Logger } from "./logger.ts";
import type { Protections } from "./protections.ts";
import type { StoredNodeTypes } from "./stored-node-types.ts";

/** Milliseconds between attempts to say what could not be said. */
const RETRY_MS = 5_000;

interface AnnouncementsOptions {
  readonly store: Store;
  readonly nodeTypes: StoredNodeTypes;
  readonly protections: Protections;
  readonly instance: string;
  readonly logger: Logger;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * Tells all who share the store what this process protects. Nobody waits for it, and it never changes what is stored:
 * of several instances the first one is heard.
 */
export class Announcements {
  readonly #options: AnnouncementsOptions;
  readonly #unsaid = new Set<string>();
  /** Names of which was said that they could not be announced. */
  readonly #complained = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: AnnouncementsOptions) {
    this.#options = options;
  }

  /** Announces a name now, or as soon as that is possible. */
  add(name: string): void {
    if (this.#unsaid.has(name)) return;
    this.#unsaid.add(name);
    void this.#attempt(name);
  }

  /** Tries at once what was not possible before. */
  retry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const name of this.#unsaid) void this.#attempt(name);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #attempt(name: string): Promise<void> {
    try {
      await this.#announce(name);
      this.#unsaid.delete(name);
      this.#complained.delete(name);
    } catch (error) {
      if (this.#isClosed) return;
      this.#complain(name, error);
      this.#timer ??= setTimeout(() => this.retry(), RETRY_MS).unref();
    }
  }

  async #announce(name: string): Promise<void> {
    const { store, nodeTypes } = this.#options;
    const stored = await withDeadline(Promise.resolve(store.get("node_types", name)), actEnd());
    const found = stored === null ? null : decodeNodeType(stored);
    if (stored !== null && found !== null && "name" in found) {
      nodeTypes.learn(stored);
      return;
    }
    const { value, events } = this.#word(name, stored, found);
    const answer = await this.#swap(name, stored, value, events);
    if (answer.status === "applied") nodeTypes.learn({ id: name, version: answer.version, value });
    else await this.#announce(name);
  }

  #word(name: string, stored: Stored | null, tombstone: Tombstone | null) {
    const { protections, nodeTypes, instance, now } = this.#options;
    const known = nodeTypes.get(name);
    if (known !== null && stored === null) return { value: restorationOf(known), events: [] };
    const protection = protections.said(name);
    if (protection === undefined) throw new Error(`${name} is not protected here`);
    const { value, event } = announcementOf(protection, { stored, tombstone }, { instance, at: now() });
    return { value, events: [event] };
  }

  async #swap(id: string, stored: Stored | null, next: Json, events: readonly NewEvent[]): Promise<SwapResult> {
    const expected = stored?.version ?? null;
    const swap = { collection: "node_types", id, expected, next, events, writeId: randomUUID() } as const;
    return withDeadline(Promise.resolve(this.#options.store.swap(swap)), actEnd());
  }

  #complain(name: string, error: unknown): void {
    if (this.#complained.has(name)) return;
    this.#complained.add(name);
    this.#options.logger.warn(`${name} is protected, but could not be announced yet`, errorFields(error));
  }
}
