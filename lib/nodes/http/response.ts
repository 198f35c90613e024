import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";

/** Headers of the answer that are worth handing on. */
const HANDED_ON = ["content-type", "etag", "last-modified", "link", "location", "retry-after", "x-request-id"];

/** The first bytes of a body as text, and whether there are more. What is not read is not fetched. */
export async function readText(
  body: Readable,
  most: number,
  contentType: string,
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, most - size));
    size += chunk.length;
    if (size > most) break;
  }
  return { text: decoderOf(contentType).decode(Buffer.concat(chunks)), isCut: size > most };
}

function decoderOf(contentType: string): TextDecoder {
  const charset = /charset="?([\w.:-]{1,40})/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

export function isJsonType(contentType: string): boolean {
  return /^application\/(?:[\w.+-]{1,60}\+)?json\b/i.test(contentType.trim());
}

/** The few headers that callers get. */
export function handedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const found = HANDED_ON.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return Object.fromEntries(found);
}
