/** All addresses of IPv4. */
export const anywhere = "0.0.0.0/0";

/** The first address of such a range as `10.0.0.0/16`, and how many it has. */
function rangeIn(text: string): { readonly first: number; readonly size: number } | null {
  const [, address = "", prefix = "32"] = /^([\d.]+)(?:\/(\d+))?$/.exec(text) ?? [];
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || !parts.every((part) => part >= 0 && part <= 255)) return null;
  const first = parts.reduce((sum, part) => sum * 256 + part, 0);
  let size = 1;
  for (let bit = Number(prefix); bit < 32; bit += 1) size *= 2;
  return { first, size };
}

/** Whether a range of addresses holds all of another; `null`: one of them is not written in IPv4. */
export function covers(range: string, other: string): boolean | null {
  const [outer, inner] = [rangeIn(range), rangeIn(other)];
  if (outer === null || inner === null) return null;
  const block = (first: number): number => Math.floor(first / outer.size);
  return inner.size <= outer.size && block(inner.first) === block(outer.first);
}
