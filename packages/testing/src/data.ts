/** `data`, frozen with all that it holds, so that whoever writes on it later throws. */
export function freezeDeeply<Data>(data: Data): Data {
  if (typeof data !== "object" || data === null || Object.isFrozen(data)) return data;
  Object.freeze(data);
  for (const part of Object.values(data)) freezeDeeply(part);
  return data;
}

/** Whether two pieces of plain data say the same. The epochs of chunks say nothing. */
export function equalData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every(
    (name) =>
      name === "epoch" ||
      (name in other && equalData(Reflect.get(one, name), Reflect.get(other, name))),
  );
}

/** Whether `part` is somewhere in `data`: itself, not one that says the same. */
export function holds(data: unknown, part: object): boolean {
  if (typeof data !== "object" || data === null) return false;
  return data === part || Object.values(data).some((each) => holds(each, part));
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
    if (!survivesJson(Reflect.get(data, name))) return false;
  }
  return true;
}
