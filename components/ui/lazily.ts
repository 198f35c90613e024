import { type ComponentType, lazy } from "react";

/** Milliseconds after which what was left for later is loaded: when the page has come to rest. */
const AT_REST_MS = 3000;

/**
 * A component that is not part of the page's first load. It is loaded once the page has come to rest, and not only when
 * it is wanted: by then the panel may be out of reach.
 */
export function lazily<Props>(load: () => Promise<ComponentType<Props>>) {
  let loading: Promise<{ default: ComponentType<Props> }> | null = null;
  const loadOnce = () => {
    loading ??= load().then(
      (component) => ({ default: component }),
      (error) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  if (typeof window !== "undefined") setTimeout(() => loadOnce().catch(() => {}), AT_REST_MS);
  return lazy(loadOnce);
}
