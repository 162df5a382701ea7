/** Writes bytes to an open file, and says how many it took, as `writeSync` does. */
export type WriteSome = (bytes: Uint8Array) => number;

/** Writes all of `bytes`, going on where the system took a part of them only. */
export function writeWhole(bytes: Uint8Array, write: WriteSome): void {
  for (let rest = bytes; rest.length > 0;) {
    const taken = write(rest);
    if (taken <= 0) throw new Error("nothing more is taken");
    rest = rest.subarray(taken);
  }
}
