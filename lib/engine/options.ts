import { hostname } from "node:os";
import * as z from "zod";
import type { CircuitEvent } from "../breaker/index.ts";
import { nodeTypeName, scopeId } from "../contracts/names.ts";
import { nodeTypeRequest } from "../contracts/node-type.ts";
import type { StoreError } from "../stores/store.ts";
import type { Classify } from "./classify.ts";
import { EngineError } from "./engine-error.ts";
import { consoleLogger, type Logger } from "./logger.ts";

/** What an engine is made with; every field may be left out. */
export interface EngineOptions {
  /** Where circuits are shared: `redis://` or `rediss://`. Without it they are this process's own. */
  readonly redis?: string | undefined;
  /** Begins the names of all keys in Redis; the panel's has to be the same. `{bp}` by default. */
  readonly prefix?: string | undefined;
  /** How events and the panel name this process, 1 to 64 of `A-Z a-z 0-9 _ . : -`; host and process id by default. */
  readonly instance?: string | undefined;
  /** Goes before the names of what is protected, with a dot: `orders` makes `payments` into `orders.payments`. */
  readonly namespace?: string | undefined;
  /** Told when the store is out, and when it is back (null). */
  readonly onStore?: ((error: StoreError | null) => void) | undefined;
  /** Told what happens to a circuit because of this process: it opened, it closed, somebody reset it here. */
  readonly onEvent?: ((circuit: string, event: CircuitEvent) => void) | undefined;
  /** Where the engine says what goes wrong; `console` by default, null says nothing. */
  readonly logger?: Logger | null | undefined;
}

/** The fields of `PUT /api/nodes/{type}` that code may set, and how its errors are judged. */
export type ProtectOptions = Omit<z.input<typeof protectSchema>, "classify"> & {
  /** Says what an error speaks for; undefined leaves it to the defaults. */
  readonly classify?: Classify | undefined;
};

const callback = <T>() => z.custom<T>((value) => typeof value === "function", "must be a function");

const logger = z.custom<Logger>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    ["info", "warn", "error"].every((level) => typeof (value as Record<string, unknown>)[level] === "function"),
  "must have the functions info, warn and error",
);

const engineSchema = z.strictObject({
  redis: z
    .string()
    .regex(/^rediss?:\/\//, "must be a URL that begins with redis:// or rediss://")
    .optional(),
  prefix: z
    .string()
    .regex(/\{[^{}]+\}/, "must hold a hash tag, such as {bp}")
    .optional(),
  instance: scopeId.default(defaultInstance),
  namespace: nodeTypeName.nullish().transform((given) => given ?? null),
  onStore: callback<NonNullable<EngineOptions["onStore"]>>().default(() => () => {}),
  onEvent: callback<NonNullable<EngineOptions["onEvent"]>>().default(() => () => {}),
  logger: logger.nullable().default(consoleLogger),
});

const protectSchema = nodeTypeRequest
  .pick({ title: true, owner: true, runbook_url: true, tags: true, policy: true })
  .extend({ classify: callback<Classify>().optional() });

export type CheckedEngineOptions = z.output<typeof engineSchema>;
export type CheckedProtectOptions = z.output<typeof protectSchema>;

/** @throws EngineError `invalid_options` naming every option that is wrong */
export function checkEngineOptions(options: EngineOptions): CheckedEngineOptions {
  return checked(engineSchema, options, "createEngine");
}

/** @throws EngineError `invalid_options` naming every option that is wrong */
export function checkProtectOptions(options: ProtectOptions, name: string): CheckedProtectOptions {
  return checked(protectSchema, options, `protect(${JSON.stringify(name)})`);
}

/**
 * The whole name of a node type.
 * @throws EngineError `invalid_name`
 */
export function fullName(namespace: string | null, name: string): string {
  const full = namespace === null ? name : `${namespace}.${name}`;
  // With a namespace, a name that begins with a sign would pass.
  const issue = [name, full].map((each) => nodeTypeName.safeParse(each).error?.issues[0]).find((each) => each);
  if (issue === undefined) return full;
  const what = typeof name === "string" ? JSON.stringify(full) : `a ${typeof name}`;
  throw new EngineError("invalid_name", `${what} is no name of a node type: it has ${issue.message}`);
}

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown, where: string): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  throw new EngineError("invalid_options", `${where}: ${problems.join("; ")}`);
}

function defaultInstance(): string {
  const suffix = `-${process.pid}`;
  const host = hostname().replaceAll(/[^A-Za-z0-9_.:-]/g, "-");
  return `${host.slice(0, 64 - suffix.length)}${suffix}`;
}
