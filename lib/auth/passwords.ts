import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Matches no password. Verifying against it takes as long as verifying against a real one. */
const MATCHES_NOTHING = phc(Buffer.alloc(SALT_BYTES), Buffer.alloc(TAG_BYTES));

/** The argon2id hash of a password, with its salt and cost, in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  return phc(nonce, await derive("argon2id", parameters(password, { ...COST, nonce, tagLength: TAG_BYTES })));
}

/** Whether the password is the one of the hash. Null is nobody's hash: the answer is no, and takes as long. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = PHC.exec(hash ?? MATCHES_NOTHING);
  if (parts === null) throw new Error("a stored password hash is not an argon2id PHC string");
  const expected = Buffer.from(parts[5]!, "base64");
  const actual = await derive(
    "argon2id",
    parameters(password, {
      memory: Number(parts[1]),
      passes: Number(parts[2]),
      parallelism: Number(parts[3]),
      nonce: Buffer.from(parts[4]!, "base64"),
      tagLength: expected.length,
    }),
  );
  return timingSafeEqual(actual, expected) && hash !== null;
}

/** A new password of 144 random bits. */
export function generatePassword(): string {
  return randomBytes(18).toString("base64url");
}

/** The same password comes in different code points from different keyboards; NFKC makes them one. */
function parameters(password: string, rest: Omit<Argon2Parameters, "message">): Argon2Parameters {
  return { ...rest, message: password.normalize("NFKC") };
}

function phc(salt: Buffer, tag: Buffer): string {
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
