"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Asks for what happened as soon as the circuit has moved on: then there is more to tell, long before the next poll. */
export function useFreshHistory(circuit: string, generation: number): void {
  const client = useQueryClient();
  const seen = useRef(generation);
  useEffect(() => {
    if (seen.current === generation) return;
    seen.current = generation;
    for (const queryKey of [["history", circuit], ["trip", circuit], ["events"]])
      client.invalidateQueries({ queryKey });
  }, [circuit, generation, client]);
}
