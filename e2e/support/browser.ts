import type { BrowserContextOptions } from "@playwright/test";
import { Complaints } from "./complaints.ts";
import { test as base, expect } from "./fixtures.ts";
import { ADMIN, VIEWER } from "./panel.ts";
import { signIn } from "./session.ts";

type Who = "nobody" | "viewer" | "admin";
type Session = Exclude<BrowserContextOptions["storageState"], string | undefined>;

interface Fixtures {
  /** Who the browser is signed in as. */
  readonly who: Who;
  readonly complaints: Complaints;
}

interface WorkerFixtures {
  /** Signed in once; a test begins with what the browser would have kept. */
  readonly sessions: Readonly<Record<Who, Session>>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  who: ["admin", { option: true }],
  baseURL: ({ panel }, use) => use(panel.url),
  sessions: [
    async ({ panel, api }, use) => {
      await api.send("POST", "/api/users", { ...VIEWER, role: "viewer" });
      const nobody = { cookies: [], origins: [] };
      await use({ nobody, viewer: await sessionOf(panel.url, VIEWER), admin: await sessionOf(panel.url, ADMIN) });
    },
    { scope: "worker" },
  ],
  storageState: ({ who, sessions }, use) => use(sessions[who]),
  complaints: [
    // Asking for what registers ends this before its clean-up: a page still open would miss what is removed there.
    async ({ context, register: _ }, use) => {
      const complaints = new Complaints(context);
      await use(complaints);
      expect(complaints.unexpected, "in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

/** What a browser keeps of somebody who is signed in. */
export async function sessionOf(url: string, who: typeof ADMIN): Promise<Session> {
  const cookies = (await signIn(url, who)).split("; ").map((cookie) => {
    const [name = "", ...value] = cookie.split("=");
    const kept = { domain: new URL(url).hostname, path: "/", expires: -1 };
    return { name, value: value.join("="), ...kept, httpOnly: true, secure: false, sameSite: "Lax" as const };
  });
  return { cookies, origins: [] };
}

export { expect } from "./fixtures.ts";
