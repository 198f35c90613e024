const BYTES = 12;

/** A name for one act and its repeats: sent again under it, the act is carried out once. */
export function newActId(): string {
  // `randomUUID` is only there on HTTPS and localhost.
  return Array.from(crypto.getRandomValues(new Uint8Array(BYTES)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}
