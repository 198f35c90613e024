import { createHash, randomBytes } from "node:crypto";
import type { TokenScope } from "../contracts/account.ts";
import { OperationError } from "../operations/errors.ts";
import type { NewEvent, Stored } from "../stores/store.ts";
import { type AccountsContext, OVERTAKEN, untilWritten, writeOver } from "./act.ts";
import { LastKnown } from "./last-known.ts";
import { type StoredToken, storedToken } from "./stored-account.ts";

const PREFIX = "bp_";
const SECRET = /^bp_[A-Za-z0-9_-]{43}$/;
const SECRET_BYTES = 32;
const HINT_LENGTH = PREFIX.length + 4;
const TOUCH_MS = 60_000;

type Kept = Exclude<keyof typeof storedToken.shape, "schema" | "kind">;

export type Token = Readonly<Pick<StoredToken, Kept>>;

/** What a new token is to be. */
export interface NewToken {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly workspaces: readonly string[] | null;
  /** Null does not expire. */
  readonly lifetimeMs: number | null;
  readonly createdBy: string;
}

/**
 * Bearer tokens: 256 random bits behind a prefix that secret scanners find. Only the SHA-256 is kept, as the id that
 * a token is looked up by; nothing compares secrets, so nothing can leak them by timing. A slow hash would add
 * nothing to 256 bits.
 */
export class Tokens {
  readonly #context: AccountsContext;
  readonly #lastKnown: LastKnown;
  /** When this process last noted a use, by store id; holds none but real tokens. */
  readonly #touched = new Map<string, number>();

  constructor(context: AccountsContext) {
    this.#context = context;
    this.#lastKnown = new LastKnown(context.store, context.now, "tokens");
  }

  /** Prepares for a store that fails: see `LastKnown`. */
  warm(): Promise<void> {
    return this.#lastKnown.warm();
  }

  /** All tokens, newest first. */
  async list(): Promise<readonly Token[]> {
    return (await this.#load()).map(({ token }) => token).sort((one, other) => other.created_at - one.created_at);
  }

  /** Makes a token. The secret is not kept and cannot be had again. */
  async create(token: NewToken, eventOf: (token: Token) => NewEvent): Promise<{ token: Token; secret: string }> {
    const secret = PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
    const now = this.#context.now();
    const value = {
      schema: 1 as const,
      kind: "token" as const,
      id: randomBytes(12).toString("base64url"),
      name: token.name,
      hint: secret.slice(0, HINT_LENGTH),
      scopes: [...new Set(token.scopes)],
      workspaces: token.workspaces === null ? null : [...new Set(token.workspaces)],
      created_at: now,
      created_by: token.createdBy,
      expires_at: token.lifetimeMs === null ? null : now + token.lifetimeMs,
      last_used_at: null,
    };
    await writeOver(this.#context, { collection: "tokens", id: storeId(secret), over: null }, value, [eventOf(value)]);
    return { token: value, secret };
  }

  /** The token of a secret; null where there is none, or it has expired or was revoked. */
  async find(secret: string): Promise<Token | null> {
    if (!SECRET.test(secret)) return null;
    const stored = await this.#lastKnown.get(storeId(secret));
    const token = stored && tokenOf(stored);
    if (token === null || isExpired(token, this.#context.now())) return null;
    this.#touch(stored!, token);
    return token;
  }

  /** @throws OperationError `not_found` */
  revoke(id: string, eventOf: (token: Token) => NewEvent): Promise<void> {
    return untilWritten(async () => {
      const found = (await this.#load()).find(({ token }) => token.id === id);
      if (found === undefined) throw new OperationError("not_found", "There is no such token.");
      const { stored, token } = found;
      const at = { collection: "tokens", id: stored.id, over: stored } as const;
      return (await writeOver(this.#context, at, null, [eventOf(token)])) ? undefined : OVERTAKEN;
    });
  }

  async #load(): Promise<readonly { stored: Stored; token: Token }[]> {
    const all = await this.#context.store.load("tokens");
    return all.flatMap((stored) => {
      const token = tokenOf(stored);
      return token === null ? [] : [{ stored, token }];
    });
  }

  /** Notes the use, at most once a minute. Nobody waits for it, and a token revoked meanwhile stays revoked. */
  #touch(stored: Stored, token: Token): void {
    const now = this.#context.now();
    const last = Math.max(token.last_used_at ?? 0, this.#touched.get(stored.id) ?? 0);
    if (now < last + TOUCH_MS) return;
    this.#touched.set(stored.id, now);
    const next = { ...storedToken.parse(stored.value), last_used_at: now };
    const at = { collection: "tokens", id: stored.id, over: stored } as const;
    writeOver(this.#context, at, next as Parameters<typeof writeOver>[2]).catch(() => {
      // The store is down: when the token was used is the least of what is not written now.
    });
  }
}

function tokenOf(stored: Stored): Token | null {
  const parsed = storedToken.safeParse(stored.value);
  return parsed.success ? parsed.data : null;
}

function isExpired(token: Token, now: number): boolean {
  return token.expires_at !== null && now >= token.expires_at;
}

function storeId(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
