import { type HttpConfig, PLACEHOLDER } from "./config.ts";

const DEFAULTS = {
  accept: "application/json, */*;q=0.8",
  // Bodies are capped by what is read: one that grows when it is unpacked would escape that.
  "accept-encoding": "identity",
  "user-agent": "breaker-panel",
};

/**
 * The headers of every call, by lower-case name, with the secrets in their places.
 * @throws Error naming a secret that is missing, or that no header can carry; never its value
 */
export function renderHeaders(config: HttpConfig, secrets: ReadonlyMap<string, string>): Record<string, string> {
  const rendered: Record<string, string> = { ...DEFAULTS };
  for (const [name, text] of Object.entries(config.headers)) {
    rendered[name.toLowerCase()] = text.replace(PLACEHOLDER, (_, secret: string) => secretOf(secrets, secret));
  }
  return rendered;
}

function secretOf(secrets: ReadonlyMap<string, string>, name: string): string {
  const secret = secrets.get(name);
  if (secret === undefined) throw new Error(`the secret ${name} is not set`);
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(secret))
    throw new Error(`the secret ${name} has characters that no header can carry`);
  return secret;
}
