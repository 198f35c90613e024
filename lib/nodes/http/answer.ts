import { STATUS_CODES } from "node:http";
import type { Dispatcher } from "undici";
import type { NodeResult } from "../node-kind.ts";
import type { Scrubber } from "../scrub.ts";
import type { HttpConfig } from "./config.ts";
import { UnusableAnswer } from "./failures.ts";
import { handedOn, isJsonType, readText } from "./response.ts";
import { retryAfterOf } from "./retry-after.ts";
import { blameOf, isRetryable, verdictOf } from "./statuses.ts";

/** Bytes of an error's body that are read: enough to tell what is wrong. */
const ERROR_BODY_BYTES = 64 * 1024;
/** Characters of an error's body in its message. */
const EXCERPT_LENGTH = 200;

/**
 * What an answer comes to.
 * @throws UnusableAnswer where it cannot be read as what it says to be
 */
export async function resultOf(
  response: Dispatcher.ResponseData,
  config: HttpConfig,
  scrubber: Scrubber,
): Promise<NodeResult> {
  const verdict = verdictOf(response.statusCode, config);
  if (verdict === "success") return { ok: true, output: await outputOf(response, config, scrubber) };
  return errorOf(response, verdict, config, scrubber);
}

async function outputOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  config: HttpConfig,
  scrubber: Scrubber,
) {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new UnusableAnswer(
      "content_encoding",
      "failure",
      `the answer is encoded as ${encoding}, which was not asked for`,
    );
  }
  const contentType = String(headers["content-type"] ?? "");
  const most = config.max_response_bytes;
  const { text, isCut } = await readText(body, most, contentType);
  // What a caller asked for may be large without the dependency being ill.
  if (isCut) throw new UnusableAnswer("too_large", "ignored", `the answer is larger than ${most} bytes`);
  // A dependency that echoes its headers must not tell callers the secret in them.
  const safe = scrubber.secrets(text);
  return { status: statusCode, headers: handedOn(headers), body: isJsonType(contentType) ? parse(safe) : safe || null };
}

function parse(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableAnswer("invalid_json", "failure", "the answer says to be JSON and is not");
  }
}

async function errorOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  verdict: "failure" | "ignored",
  config: HttpConfig,
  scrubber: Scrubber,
): Promise<NodeResult> {
  const contentType = String(headers["content-type"] ?? "");
  const { text, isCut } = await readText(body, Math.min(ERROR_BODY_BYTES, config.max_response_bytes), contentType);
  const excerpt = scrubber.line(isHtml(contentType) ? withoutTags(text) : text, EXCERPT_LENGTH);
  const status = `${statusCode} ${STATUS_CODES[statusCode] ?? ""}`.trim();
  return {
    ok: false,
    type: "node_error",
    verdict,
    ...(verdict === "failure" && { blame: blameOf(statusCode, config) }),
    group: String(statusCode),
    message: excerpt === "" ? status : `${status}: ${excerpt}`,
    retryable: isRetryable(statusCode),
    retryAfter: retryAfterOf(headers["retry-after"], Date.now()),
    output: {
      status: statusCode,
      headers: scrubber.json(handedOn(headers)),
      body: isCut || !isJsonType(contentType) ? scrubber.text(text) || null : scrubbedJson(text, scrubber),
    },
  };
}

function scrubbedJson(text: string, scrubber: Scrubber): unknown {
  try {
    return scrubber.json(JSON.parse(text));
  } catch {
    return scrubber.text(text) || null;
  }
}

function isHtml(contentType: string): boolean {
  return /\bhtml\b/i.test(contentType);
}

function withoutTags(html: string): string {
  return html.replace(/<(style|script)\b[^>]{0,1000}>[^<]{0,20000}<\/\1>/gi, " ").replace(/<[^<>]{0,1000}>/g, " ");
}
