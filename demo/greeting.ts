import { DEPENDENCIES } from "./schedule.ts";

interface Greeting {
  readonly link: string;
  /** Where the panel answers. */
  readonly address: string;
  readonly email: string;
  readonly passwordFile: string | null;
  readonly dataDir: string;
}

/** What the demo tells whoever started it. */
export function greeting({ link, address, email, passwordFile, dataDir }: Greeting): string {
  const password = passwordFile === null ? "the password from the settings" : `the password in ${passwordFile}`;
  return `
Breaker Panel with demo data: ${DEPENDENCIES.length} dependencies, some 13 calls a second.

  Sign in (works once, within ten minutes):
  ${link}

  Later: ${address} as ${email} with ${password}
  For scripts: PANEL_DATA_DIR=${dataDir} npm run token -- --name mine --scopes read,execute,admin

What to watch, in seconds after you sign in:
    0  green: all circuits closed, calls going through
    7  red: payments.charge is down; its last error, and the calls that it is spared
   22  yellow: the countdown has ended, test calls are out; slow, but they will be answered
   27  green again: a test call succeeded, and the events say so
   23  and on: llm.completions-acme goes red and stays so, its key was revoked; globex has its own and stays green
   45  smtp.relay hangs and trips; geo.lookup fails now and then, and once in a while too often

Ctrl-C ends it and removes its data.
`;
}
