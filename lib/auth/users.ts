import { randomBytes } from "node:crypto";
import { email as emailSchema, type Role } from "../contracts/account.ts";
import { OperationError } from "../operations/errors.ts";
import type { Json, NewEvent, Stored } from "../stores/store.ts";
import { type AccountsContext, OVERTAKEN, untilWritten, writeOver } from "./act.ts";
import { LastKnown } from "./last-known.ts";
import { type SessionClaims, type StoredUser, storedAdmins, storedUser } from "./stored-account.ts";

/** No e-mail address, so no user can have it. */
const ADMINS = "admins";

type Kept = "id" | "email" | "password_hash" | "session_version" | "created_at" | "last_login_at";

export type User = Readonly<Pick<StoredUser, Kept>> & { readonly role: Role };

interface Admins {
  readonly stored: Stored | null;
  readonly ids: readonly string[];
}

interface Found {
  readonly stored: Stored;
  readonly user: User;
  readonly admins: Admins;
}

/**
 * The people who may sign in. A user is kept under the canonical e-mail address, so that one address is one user
 * whoever writes first; who is an admin is one value, so that "at least one remains" is one compare-and-set.
 */
export class Users {
  readonly #context: AccountsContext;
  readonly #lastKnown: LastKnown;

  constructor(context: AccountsContext) {
    this.#context = context;
    this.#lastKnown = new LastKnown(context.store, context.now, "users");
  }

  /** Prepares for a store that fails: see `LastKnown`. */
  warm(): Promise<void> {
    return this.#lastKnown.warm();
  }

  /** All users by e-mail address. */
  async list(): Promise<readonly User[]> {
    const all = await this.#context.store.load("users");
    const { ids } = adminsOf(all.find((stored) => stored.id === ADMINS) ?? null);
    const users = all.filter((stored) => stored.id !== ADMINS).map((stored) => userOf(stored, ids));
    return users.sort((one, other) => (one.email < other.email ? -1 : 1));
  }

  async byEmail(email: string): Promise<User | null> {
    return (await this.#find(email))?.user ?? null;
  }

  /** @throws OperationError `not_found` */
  async byId(id: string): Promise<User> {
    const user = (await this.list()).find((each) => each.id === id);
    if (user === undefined) throw new OperationError("not_found", "There is no such user.");
    return user;
  }

  /** The user of a session; null where it has ended: the user is gone, or has another password or role since. */
  async bySession(claims: SessionClaims): Promise<User | null> {
    const [stored, admins] = await Promise.all([this.#lastKnown.get(claims.email), this.#lastKnown.get(ADMINS)]);
    if (stored === null || claims.email === ADMINS) return null;
    const user = userOf(stored, adminsOf(admins).ids);
    const isLive =
      user.id === claims.sub && user.session_version === claims.session_version && user.role === claims.role;
    return isLive ? user : null;
  }

  /**
   * Adds a user. An admin is a viewer for the moment between the two writes that it takes.
   * @throws OperationError `conflict` where the address is taken.
   */
  async create(user: { email: string; role: Role; passwordHash: string }, event: NewEvent): Promise<User> {
    const email = emailSchema.parse(user.email);
    const id = randomBytes(12).toString("base64url");
    const created = await this.#write(
      email,
      null,
      {
        schema: 1,
        id,
        email,
        password_hash: user.passwordHash,
        session_version: 1,
        created_at: this.#context.now(),
        last_login_at: null,
      },
      [event],
    );
    const isWhole = created && (user.role === "viewer" || (await this.setRole(email, "admin", null)));
    if (!isWhole) throw new OperationError("conflict", `${email} is a user already.`);
    return (await this.#get(email)).user;
  }

  /**
   * Changes the role and ends the user's sessions; false where it is the role already. `event` is written with the
   * change; null where another one says it.
   * @throws OperationError `conflict` where no admin would remain.
   */
  setRole(email: string, role: Role, event: NewEvent | null): Promise<boolean> {
    return untilWritten(async () => {
      const { stored, user, admins } = await this.#get(email);
      if (user.role === role) return false;
      const others = admins.ids.filter((id) => id !== user.id);
      const ids = role === "admin" ? [...others, user.id] : others;
      if (ids.length === 0) throw lastAdmin();
      // In this order a failure in between ends sessions and changes nothing else. Writing the user also makes a
      // removal that is under way start again, which else could leave the id of nobody among the admins.
      if (!(await this.#write(email, stored, withoutSessions(stored)))) return OVERTAKEN;
      return (await this.#writeAdmins(admins, ids, event)) ? true : OVERTAKEN;
    });
  }

  /** Changes the password and ends the user's sessions. */
  setPassword(email: string, passwordHash: string, event: NewEvent): Promise<void> {
    return untilWritten(async () => {
      const { stored } = await this.#get(email);
      const next = { ...withoutSessions(stored), password_hash: passwordHash };
      return (await this.#write(email, stored, next, [event])) ? undefined : OVERTAKEN;
    });
  }

  /** @throws OperationError `conflict` where no admin would remain. */
  remove(email: string, event: NewEvent): Promise<void> {
    return untilWritten(async () => {
      const { stored, user, admins } = await this.#get(email);
      const ids = admins.ids.filter((id) => id !== user.id);
      if (user.role === "admin" && ids.length === 0) throw lastAdmin();
      // Written for viewers too: it makes a promotion that is under way start again.
      if (!(await this.#writeAdmins(admins, ids, null))) return OVERTAKEN;
      return (await this.#write(email, stored, null, [event])) ? undefined : OVERTAKEN;
    });
  }

  /** Notes that the user has signed in. */
  signedIn(email: string, event: NewEvent): Promise<User> {
    return untilWritten(async () => {
      const { stored, user } = await this.#get(email);
      const next = { ...storedUser.parse(stored.value), last_login_at: this.#context.now() };
      return (await this.#write(email, stored, next, [event])) ? user : OVERTAKEN;
    });
  }

  async #find(email: string): Promise<Found | null> {
    const { store } = this.#context;
    const [stored, admins] = await Promise.all([store.get("users", email), store.get("users", ADMINS)]);
    if (stored === null || email === ADMINS) return null;
    const { ids } = adminsOf(admins);
    return { stored, user: userOf(stored, ids), admins: { stored: admins, ids } };
  }

  async #get(email: string): Promise<Found> {
    const found = await this.#find(email);
    if (found === null) throw new OperationError("not_found", "There is no such user.");
    return found;
  }

  #write(
    email: string,
    over: Stored | null,
    next: StoredUser | null,
    events: readonly NewEvent[] = [],
  ): Promise<boolean> {
    return writeOver(this.#context, { collection: "users", id: email, over }, next as Json, events);
  }

  #writeAdmins(over: Admins, ids: readonly string[], event: NewEvent | null): Promise<boolean> {
    const at = { collection: "users", id: ADMINS, over: over.stored } as const;
    return writeOver(this.#context, at, { schema: 1, ids }, event === null ? [] : [event]);
  }
}

function userOf(stored: Stored, adminIds: readonly string[]): User {
  const user = storedUser.parse(stored.value);
  return { ...user, role: adminIds.includes(user.id) ? "admin" : "viewer" };
}

function adminsOf(stored: Stored | null): Admins {
  return { stored, ids: stored === null ? [] : storedAdmins.parse(stored.value).ids };
}

function withoutSessions(stored: Stored): StoredUser {
  const user = storedUser.parse(stored.value);
  return { ...user, session_version: user.session_version + 1 };
}

function lastAdmin(): OperationError {
  return new OperationError("conflict", "This is the last admin. Make another user an admin first.");
}
