"use client";

import { createContext, type ReactNode, useContext } from "react";

const Context = createContext(false);

/** Whether other processes may share the panel's store: what is the same for all of them is not worth a word else. */
export function SharedStoreProvider({ shared, children }: { shared: boolean; children: ReactNode }) {
  return <Context value={shared}>{children}</Context>;
}

export function useIsShared(): boolean {
  return useContext(Context);
}
