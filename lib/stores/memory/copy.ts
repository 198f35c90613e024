/** A copy that nobody else holds, of what other stores would keep of it: a mistake in it is thrown by `JSON`. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
