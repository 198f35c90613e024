import { type HydrateOptions, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";
import { type Received, receivedInPage } from "./received.ts";

type Deserialize = NonNullable<NonNullable<HydrateOptions["defaultOptions"]>["deserializeData"]>;

/** What the server put into the page is stamped with this browser's clock: the server's says nothing here. */
const stampOnArrival: Deserialize = (data) => (isReceived(data) ? receivedInPage(data.reply) : data);

function isReceived(data: unknown): data is Received<unknown> {
  return typeof data === "object" && data !== null && "receivedAt" in data && "reply" in data;
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A poll that failed is repeated by the next one, and retrying would only hide it.
        retry: false,
        // The browser's idea of being offline must not hide that the panel cannot be reached.
        networkMode: "always",
        staleTime: 1000,
      },
      mutations: { retry: false, networkMode: "always" },
      hydrate: { deserializeData: stampOnArrival },
    },
  });
}

/** Whether the session has ended: nothing but signing in again helps. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
