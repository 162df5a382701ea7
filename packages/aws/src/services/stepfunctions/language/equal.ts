import type { Plain } from "@orrery/kernel";

/** Whether two values are the same JSON; the order of members does not count. */
export function areEqual(one: Plain, other: Plain): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    const others = other as readonly Plain[];
    return (one as readonly Plain[]).every((each, place) => areEqual(each, others[place]!));
  }
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  const first = one as { readonly [member: string]: Plain };
  const second = other as { readonly [member: string]: Plain };
  return names.every(
    (name) => Object.hasOwn(second, name) && areEqual(first[name]!, second[name]!),
  );
}
