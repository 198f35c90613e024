import { createHash, randomBytes } from "node:crypto";
import type { Settings } from "../settings.ts";
import { type AccountsContext, writeOver } from "./act.ts";
import { storedLoginLink } from "./stored-account.ts";

const VALID_MS = 10 * 60_000;
const CODE_BYTES = 32;
const CODE = /^[A-Za-z0-9_-]{43}$/;
const PREFIX = "login_";
const EVERY_ADDRESS: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/**
 * Codes that sign somebody in once, within ten minutes. They are kept beside the tokens, as SHA-256, so that any
 * process that can open the store can issue one; whoever removes a code first has used it.
 */
export class LoginLinks {
  readonly #context: AccountsContext;

  constructor(context: AccountsContext) {
    this.#context = context;
  }

  /** A code for the user of this address. */
  async issue(email: string): Promise<string> {
    await this.#removeExpired();
    const code = randomBytes(CODE_BYTES).toString("base64url");
    const value = { schema: 1, kind: "login_link", email, expires_at: this.#context.now() + VALID_MS };
    await writeOver(this.#context, { collection: "tokens", id: storeId(code), over: null }, value);
    return code;
  }

  /** The address that a code was issued for; null where it is unknown, used or too old. */
  async redeem(code: string): Promise<string | null> {
    if (!CODE.test(code)) return null;
    const stored = await this.#context.store.get("tokens", storeId(code));
    if (stored === null) return null;
    const { email, expires_at } = storedLoginLink.parse(stored.value);
    const isFirst = await writeOver(this.#context, { collection: "tokens", id: stored.id, over: stored }, null);
    return isFirst && this.#context.now() < expires_at ? email : null;
  }

  async #removeExpired(): Promise<void> {
    for (const stored of await this.#context.store.load("tokens")) {
      const link = storedLoginLink.safeParse(stored.value);
      if (!link.success || this.#context.now() < link.data.expires_at) continue;
      await writeOver(this.#context, { collection: "tokens", id: stored.id, over: stored }, null);
    }
  }
}

function storeId(code: string): string {
  return PREFIX + createHash("sha256").update(code).digest("hex");
}

/** The page at which a code signs in, as it can be opened on the machine itself where no public address is set. */
export function loginUrl(
  { publicUrl, host, port }: Pick<Settings, "publicUrl" | "host" | "port">,
  code: string,
): string {
  const name = EVERY_ADDRESS.has(host) ? "localhost" : host;
  const base = publicUrl ?? `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  return new URL(`/login?once=${code}`, base).href;
}
