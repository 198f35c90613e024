import { DEPENDENCIES } from "./schedule.ts";

interface Greeting {
  readonly link: string;
  /** Where the panel answers. */
  readonly address: string;
  readonly email: string;
  readonly passwordFile: string | null;
}

/** What the demo tells whoever started it. */
export function greeting({ link, address, email, passwordFile }: Greeting): string {
  const password = passwordFile === null ? "the password from the settings" : `the password in ${passwordFile}`;
  return `
Breaker Panel with demo data: ${DEPENDENCIES.length} dependencies, some 13 calls a second.

  Sign in (works once, within ten minutes):
  ${link}

  Later: ${address} as ${email} with ${password}

What to watch, in seconds after you sign in:
    0  green: all circuits closed, calls going through
   10  red: payments.charge is down; its last error, and the calls that it is spared
   25  yellow: the countdown has ended, a test call is out; slow, but it will answer
   30  green again: the test call succeeded, and the events say so
   25  and on: llm.completions-acme goes red and stays so, its key was revoked; globex has its own and stays green
   50  smtp.relay hangs and trips; geo.lookup fails now and then, and now and then too often

Ctrl-C ends it and removes its data.
`;
}
