"use client";

import { useSyncExternalStore } from "react";

/** A search, a filter and a layout of the overview, under a name. */
export interface SavedView {
  readonly name: string;
  /** The query of the overview's URL. */
  readonly search: string;
}

const KEY = "views";
/** More are not found again. */
export const MOST_VIEWS = 20;
export const LONGEST_NAME = 40;

const NONE: readonly SavedView[] = [];
const listeners = new Set<() => void>();
let last: { readonly text: string | null; readonly views: readonly SavedView[] } = { text: null, views: NONE };

/** The views that this browser keeps, by name. Other tabs follow. */
export function useSavedViews(): readonly SavedView[] {
  return useSyncExternalStore(subscribe, read, () => NONE);
}

/** Keeps a view; one of the same name gives way to it. Returns false where the browser does not keep anything. */
export function saveView(view: SavedView): boolean {
  return write([...read().filter(({ name }) => name !== view.name), view]);
}

export function removeView(name: string): boolean {
  return write(read().filter((view) => view.name !== name));
}

/** What a text from the browser's store says; what is not a view is left out. */
export function viewsFrom(text: string | null): readonly SavedView[] {
  if (text === null) return NONE;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isView).slice(0, MOST_VIEWS) : NONE;
  } catch {
    return NONE;
  }
}

function isView(value: unknown): value is SavedView {
  const { name, search } = (value ?? {}) as Partial<Record<keyof SavedView, unknown>>;
  return typeof name === "string" && name !== "" && typeof search === "string" && /^(\?|$)/.test(search);
}

/** The same list for as long as the text is the same, as React demands. */
function read(): readonly SavedView[] {
  try {
    const text = localStorage.getItem(KEY);
    if (text !== last.text) last = { text, views: viewsFrom(text) };
    return last.views;
  } catch {
    // A browser may forbid it.
    return NONE;
  }
}

function write(views: readonly SavedView[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify([...views].sort((one, other) => one.name.localeCompare(other.name))));
  } catch {
    return false;
  }
  for (const listener of listeners) listener();
  return true;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
