import type { CDPSession } from "@playwright/test";

/** What a page holds once all that nobody holds is gone. */
export interface Memory {
  readonly heapMB: number;
  readonly nodes: number;
  readonly listeners: number;
}

export async function memoryOf(session: CDPSession): Promise<Memory> {
  // What the first pass lets go of may have held something else.
  for (let pass = 0; pass < 3; pass += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  return { heapMB: usedSize / 1e6, nodes, listeners: jsEventListeners };
}
