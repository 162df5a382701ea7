import { isList, isMap, setMember, type Json, type JsonMap } from "./json.ts";

/**
 * A memo: from which objects of the template each object came. By them, what is generated knows its place in the
 * source. An object that came from nowhere stands where what holds it stands.
 */
const origins = new WeakMap<object, object>();

/** The objects of the template that `object` was made of, the one that it stands at first. */
export function originsOf(object: object): readonly object[] {
  const found = origins.get(object) ?? object;
  return found instanceof Several ? found.all : [found];
}

/** Objects of the template that one was made of together. */
class Several {
  readonly all: readonly object[];

  constructor(all: readonly object[]) {
    this.all = all;
  }
}

/** Notes that `made` stands where the first of `sources` does; `others` have members of it too. */
export function derive<Made extends object>(
  made: Made,
  source: object,
  ...others: readonly object[]
): Made {
  // Copies are many, so that a single origin is kept as it is.
  const origin = origins.get(source) ?? source;
  const all = others.length === 0 ? [] : [source, ...others].flatMap(originsOf);
  origins.set(made, all.length === 0 ? origin : new Several([...new Set(all)]));
  return made;
}

/** A deep copy that stands where the original does. */
export function copy<Value extends Json>(value: Value): Value;
export function copy(value: Json): Json {
  if (isList(value)) {
    return derive(
      value.map((item) => copy(item)),
      value,
    );
  }
  if (!isMap(value)) return value;
  const made: JsonMap = {};
  for (const [key, member] of Object.entries(value)) setMember(made, key, copy(member));
  return derive(made, value);
}
