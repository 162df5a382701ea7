/**
 * Where the items of a partition key are among those of all, from −2³¹ on. AWS does not say how it hashes
 * keys: ours is FNV-1a, finished so that each bit depends on all.
 */
export function partitionHash(key: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < key.length; place += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(place), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The least of all. */
export const firstHash = -(2 ** 31);
/** The greatest of all. */
export const lastHash = 2 ** 31 - 1;
