import { headers } from "next/headers";
import type { Settings } from "@/lib/settings.ts";

/** Where this panel is, for command lines that it shows: as it is set, else as it was asked for. */
export async function panelOrigin({ publicUrl, port }: Settings): Promise<string> {
  if (publicUrl !== null) return new URL(publicUrl).origin;
  const host = (await headers()).get("host") ?? "";
  // What a stranger's header says ends up in somebody's shell: only what is plainly a host may.
  return /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? `http://${host}` : `http://localhost:${port}`;
}
