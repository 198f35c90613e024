import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { resolve } from "node:path";
import * as z from "zod";
import { isKey } from "./auth/secret.ts";
import { email, password } from "./contracts/account.ts";

/** What the environment may set, checked once at start. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder that holds the database, keys and generated passwords. */
  readonly dataDir: string;
  /** The Redis or Valkey server that several processes share; null keeps everything in the data folder. */
  readonly redisUrl: string | null;
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
  /** The panel's own address as browsers see it; null takes it from each request. */
  readonly publicUrl: string | null;
  /** Whether a proxy in front writes the `X-Forwarded-*` headers; without one they are not believed. */
  readonly trustProxy: boolean;
  /** Signs sessions; null is generated and kept. */
  readonly sessionSecret: string | null;
  /** Seals node types' secrets: 32 bytes as base64url; null is generated and kept. */
  readonly secretsKey: string | null;
  /** Shown as a badge: `production`, `staging`; null shows none. */
  readonly environment: string | null;
  /** How events name this process. */
  readonly instance: string;
  /** Days that events are kept. */
  readonly eventDays: number;
  /** Days that acts of people are kept. */
  readonly actDays: number;
  /** True under `npm run demo`. */
  readonly demo: boolean;
}

/** The environment is not usable; `problems` has one sentence for each setting that is wrong. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`settings: ${problems.join("; ")}`);
    this.name = "SettingsError";
    this.problems = problems;
  }
}

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

const days = (fallback: number) =>
  optional(
    z
      .string()
      .regex(/^[1-9]\d{0,4}$/, "must be a whole number of days, 1 to 99999")
      .default(String(fallback))
      .transform(Number),
  );

const flag = optional(
  z
    .enum(["0", "1", "false", "true"], { error: "must be 1 or 0" })
    .default("0")
    .transform((value) => value === "1" || value === "true"),
);

const key = z.string().refine(isKey, "must be a key of 43 base64url characters");

const environment = z.object({
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, "must be a port, 0 to 65535")
      .default("3000")
      .transform(Number)
      .refine((port) => port <= 65_535, "must be a port, 0 to 65535"),
  ),
  HOST: optional(z.string().max(255).default("127.0.0.1")),
  PANEL_DATA_DIR: optional(z.string().default("./data")),
  PANEL_ADMIN_EMAIL: optional(email.optional()),
  PANEL_ADMIN_PASSWORD: optional(password.optional()),
  PANEL_ADMIN_PASSWORD_FILE: optional(z.string().optional()),
  NEXTAUTH_URL: optional(z.url({ protocol: /^https?$/, error: "must be an http or https URL" }).optional()),
  NEXTAUTH_SECRET: optional(z.string().min(32, "must be at least 32 characters").optional()),
  PANEL_SECRETS_KEY: optional(key.optional()),
  PANEL_SECRETS_KEY_FILE: optional(z.string().optional()),
  PANEL_ENVIRONMENT: optional(z.string().trim().max(24, "must be at most 24 characters").optional()),
  PANEL_INSTANCE: optional(
    z
      .string()
      .regex(/^[A-Za-z0-9_.:-]{1,64}$/, "must be 1 to 64 of A-Z a-z 0-9 _ . : -")
      .optional(),
  ),
  PANEL_EVENT_DAYS: days(30),
  PANEL_ACT_DAYS: days(365),
  PANEL_DEMO: flag,
  PANEL_TRUST_PROXY: flag,
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" }).optional()),
});

/**
 * The settings that an environment asks for.
 * @throws SettingsError naming every setting that is wrong.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.PANEL_DATA_DIR),
    redisUrl: values.REDIS_URL ?? null,
    adminEmail: values.PANEL_ADMIN_EMAIL ?? null,
    adminPassword:
      values.PANEL_ADMIN_PASSWORD ?? fromFile("PANEL_ADMIN_PASSWORD_FILE", values.PANEL_ADMIN_PASSWORD_FILE, password),
    publicUrl: values.NEXTAUTH_URL ?? null,
    sessionSecret: values.NEXTAUTH_SECRET ?? null,
    secretsKey: values.PANEL_SECRETS_KEY ?? fromFile("PANEL_SECRETS_KEY_FILE", values.PANEL_SECRETS_KEY_FILE, key),
    environment: values.PANEL_ENVIRONMENT ?? null,
    instance:
      values.PANEL_INSTANCE ??
      (hostname()
        .replaceAll(/[^A-Za-z0-9_.:-]/g, "-")
        .slice(0, 64) ||
        "panel"),
    eventDays: values.PANEL_EVENT_DAYS,
    actDays: values.PANEL_ACT_DAYS,
    demo: values.PANEL_DEMO,
    trustProxy: values.PANEL_TRUST_PROXY,
  };
}

/** What a file holds that a setting names; null where the setting is not there. */
function fromFile(name: string, file: string | undefined, schema: z.ZodType<string>): string | null {
  if (file === undefined) return null;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new SettingsError([`${name} cannot be read: ${(error as Error).message}`]);
  }
  const parsed = schema.safeParse(text.trimEnd());
  if (parsed.success) return parsed.data;
  throw new SettingsError(parsed.error.issues.map((issue) => `${name} ${issue.message}`));
}
