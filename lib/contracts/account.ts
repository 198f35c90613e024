import * as z from "zod";
import { instant, line, scopeId } from "./names.ts";

export const role = z.enum(["viewer", "admin"]);
export const tokenScope = z.enum(["read", "execute", "admin"]);

/** One address, lower-case, no lists. */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** Length is what makes a password strong; 12 characters at least. */
export const password = z.string().min(12).max(200);

/** Who is asking, and what they may do. */
export const meReply = z.object({
  kind: z.enum(["user", "token"]),
  name: z.string(),
  role: role.nullable(),
  scopes: z.array(tokenScope),
});

export const user = z.object({
  id: z.string(),
  email: z.string(),
  role,
  created_at: instant,
  last_login_at: instant.nullable(),
});
export const usersReply = z.object({ users: z.array(user) });
/** Without a password one is generated and answered once. */
export const createUserRequest = z.strictObject({ email, role, password: password.optional() });
/** What making or changing a user answers: `password` where one was generated, this once. */
export const userReply = z.object({ user, password: z.string().nullable() });
/** `reset_password: true` generates a new one, answered once; it ends the user's sessions, as a change of role does. */
export const updateUserRequest = z.strictObject({ role: role.optional(), reset_password: z.literal(true).optional() });
export const changePasswordRequest = z.strictObject({ current_password: z.string().max(200), new_password: password });

export const token = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters, to tell tokens apart. */
  hint: z.string(),
  scopes: z.array(tokenScope),
  /** Null is not bound to any. */
  workspaces: z.array(z.string()).nullable(),
  created_at: instant,
  created_by: z.string(),
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
});
export const tokensReply = z.object({ tokens: z.array(token) });
export const createTokenRequest = z.strictObject({
  name: line(100).min(1),
  scopes: z.array(tokenScope).min(1).max(3),
  workspaces: z.array(scopeId).min(1).max(100).nullish(),
  expires_in_days: z.int().min(1).max(3650).nullish(),
});
/** `secret` is answered once. */
export const createTokenReply = z.object({ token, secret: z.string() });

export type Role = z.infer<typeof role>;
export type TokenScope = z.infer<typeof tokenScope>;
export type MeReply = z.infer<typeof meReply>;
export type UserView = z.infer<typeof user>;
export type TokenView = z.infer<typeof token>;
