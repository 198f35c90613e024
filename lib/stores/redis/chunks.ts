/** A list in parts of at most `size`. */
export function chunksOf<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, chunk) => list.slice(chunk * size, (chunk + 1) * size));
}
