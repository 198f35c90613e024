"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Role } from "@/lib/contracts/account.ts";

/** Who is looking. What they may do is decided by the server; here it decides what is offered. */
export interface Viewer {
  readonly name: string;
  readonly role: Role;
}

const Context = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <Context value={viewer}>{children}</Context>;
}

export function useViewer(): Viewer {
  const viewer = useContext(Context);
  if (viewer === null) throw new Error("useViewer needs the console around it");
  return viewer;
}

export function useIsAdmin(): boolean {
  return useViewer().role === "admin";
}
