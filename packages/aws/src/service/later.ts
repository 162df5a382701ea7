/** Gives what `make` makes, which is made at the first call. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** A list that is made when somebody first looks into it. */
export const listLater = <T>(make: () => readonly T[]): readonly T[] =>
  filledLater<T[]>([], (list) => list.push(...make()));

/** An object that is made when somebody first looks into it. */
export const recordLater = <T extends object>(make: () => T): T =>
  filledLater({} as T, (record) => Object.assign(record, make())); // It has no member before it is asked for one.

/** A map that is made when somebody first looks into it. */
export function mapLater<K, V>(make: () => ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  const made = once(make);
  return {
    get size() {
      return made().size;
    },
    get: (key) => made().get(key),
    has: (key) => made().has(key),
    keys: () => made().keys(),
    values: () => made().values(),
    entries: () => made().entries(),
    forEach: (each, receiver) => made().forEach(each, receiver),
    [Symbol.iterator]: () => made()[Symbol.iterator](),
  };
}

/** An object of which each member is made when it is first asked for. */
export function membersLater<T>(
  names: Iterable<string>,
  make: (name: string) => T,
): Readonly<Record<string, T>> {
  const known: ReadonlySet<string | symbol> = new Set(names);
  const made: Record<string | symbol, T> = {};
  const isOwn = (name: string | symbol): name is string => {
    if (!known.has(name)) return false;
    if (!Object.hasOwn(made, name)) made[name] = make(name as string); // All that are known are.
    return true;
  };
  return new Proxy(made, {
    get: (_, name) => (isOwn(name) ? made[name] : Reflect.get(made, name)),
    has: (_, name) => known.has(name) || Reflect.has(made, name),
    ownKeys: () => [...known],
    getOwnPropertyDescriptor: (_, name) =>
      isOwn(name) ? Reflect.getOwnPropertyDescriptor(made, name) : undefined,
  });
}

/** The names of an object's members, of which none is made for that. */
export const namesOf = (members: object): readonly string[] =>
  Reflect.ownKeys(members) as readonly string[]; // They are texts.

/** `target`, which is filled when somebody first looks into it. */
export function filledLater<T extends object>(target: T, fill: (target: T) => void): T {
  let isFilled = false;
  const filled = (): T => {
    if (isFilled) return target;
    fill(target);
    isFilled = true; // Not before: what cannot be made is no empty list.
    return target;
  };
  return new Proxy(target, {
    get: (_, name) => Reflect.get(filled(), name) as unknown,
    has: (_, name) => Reflect.has(filled(), name),
    ownKeys: () => Reflect.ownKeys(filled()),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(filled(), name),
  });
}
