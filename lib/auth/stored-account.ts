import * as z from "zod";
import { role, tokenScope } from "../contracts/account.ts";

// Loose: a field that a later version wrote is kept by this one.

export const storedUser = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  email: z.string(),
  password_hash: z.string(),
  /** Sessions carry the number that they began with, and end when it has moved on. */
  session_version: z.number(),
  created_at: z.number(),
  last_login_at: z.number().nullable(),
});

/** Ids of the users who are admins. */
export const storedAdmins = z.looseObject({ schema: z.literal(1), ids: z.array(z.string()) });

export const storedToken = z.looseObject({
  schema: z.literal(1),
  kind: z.literal("token"),
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(tokenScope),
  workspaces: z.array(z.string()).nullable(),
  created_at: z.number(),
  created_by: z.string(),
  expires_at: z.number().nullable(),
  last_used_at: z.number().nullable(),
});

export const storedLoginLink = z.looseObject({
  schema: z.literal(1),
  kind: z.literal("login_link"),
  email: z.string(),
  expires_at: z.number(),
});

/** What a session's cookie says about its user; encrypted by next-auth. */
export const sessionClaims = z.object({ sub: z.string(), email: z.string(), role, session_version: z.number() });

export type StoredUser = z.infer<typeof storedUser>;
export type StoredToken = z.infer<typeof storedToken>;
export type SessionClaims = z.infer<typeof sessionClaims>;
