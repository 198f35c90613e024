import { DEPENDENCIES } from "./schedule.ts";

interface Greeting {
  readonly link: string;
  /** Where the panel answers. */
  readonly address: string;
  readonly email: string;
  readonly passwordFile: string | null;
  readonly dataDir: string;
  /** The server that the services share with the panel; null where there is none. */
  readonly redis: string | null;
}

const SERVICES = `
Two services, orders-1 and orders-2, share their circuits with the panel: orders.payments, orders.stock and orders.mail.
Edit their policy here, or reset them: both follow. The page of the instances lists the two.
`;

/** What the demo tells whoever started it. */
export function greeting({ link, address, email, passwordFile, dataDir, redis }: Greeting): string {
  const password = passwordFile === null ? "the password from the settings" : `the password in ${passwordFile}`;
  const environment = [...(redis === null ? [] : [`REDIS_URL=${redis}`]), `PANEL_DATA_DIR=${dataDir}`].join(" ");
  return `
Breaker Panel with demo data: ${DEPENDENCIES.length} dependencies, some 13 calls a second.

  Sign in (works once, within ten minutes):
  ${link}

  Later: ${address} as ${email} with ${password}
  For scripts: ${environment} npm run token -- --name mine --scopes read,execute,admin
${redis === null ? "" : SERVICES}
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
