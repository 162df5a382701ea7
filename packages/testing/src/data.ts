/** `data`, frozen with all that it holds, so that whoever writes on it later throws. */
export function freezeDeeply<Data>(data: Data): Data {
  if (typeof data !== "object" || data === null || Object.isFrozen(data)) return data;
  Object.freeze(data);
  for (const part of Object.values(data)) freezeDeeply(part);
  return data;
}

type Fields = Readonly<Record<string, unknown>>;

// Laws ask this of whole states at every event: so it is loops, and makes nothing but lists of names.
/** Whether two pieces of plain data say the same. The epochs of chunks say nothing. */
export function equalData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  if (Array.isArray(one)) {
    const there = other as readonly unknown[]; // Both are, or neither.
    if (one.length !== there.length) return false;
    for (let place = 0; place < one.length; place += 1) {
      if (!equalData(one[place], there[place])) return false;
    }
    return true;
  }
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  for (const name of names) {
    if (name === "epoch") continue;
    if (!(name in other) || !equalData((one as Fields)[name], (other as Fields)[name])) {
      return false;
    }
  }
  return true;
}

/** Whether `part` is somewhere in `data`: itself, not one that says the same. */
export function holds(data: unknown, part: object): boolean {
  if (typeof data !== "object" || data === null) return false;
  if (data === part) return true;
  for (const name in data) {
    if (holds((data as Fields)[name], part)) return true;
  }
  return false;
}

/** Whether data is the same once it was written as JSON and read. */
export function survivesJson(data: unknown): boolean {
  if (typeof data === "number") return Number.isFinite(data) && !Object.is(data, -0);
  if (typeof data !== "object") return typeof data === "string" || typeof data === "boolean";
  if (data === null) return true;
  if (Array.isArray(data)) {
    for (let place = 0; place < data.length; place += 1) {
      if (!survivesJson(data[place])) return false;
    }
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(data);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const name of Object.keys(data)) {
    if (!survivesJson((data as Fields)[name])) return false;
  }
  return true;
}
