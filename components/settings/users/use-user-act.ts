"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";

/** One act on a user. Whatever comes of it, the list is asked for again: it may have been refused for being outdated. */
export function useUserAct<Reply>(act: () => Promise<Reply>, onDone: (reply: Reply) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ["users"] }),
    gcTime: 0,
  });
}

/** Whoever ends the own session sees it end at once, instead of at the next poll. */
export function leave(): void {
  window.location.assign("/login");
}
