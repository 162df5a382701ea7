import { isList, isMap, setMember, type Json, type JsonMap } from "./json.ts";

/**
 * From which object of the template each object came: by it, what is generated knows its place in the
 * source. An object that came from nowhere stands where what holds it stands.
 */
const origins = new WeakMap<object, object>();

/** The object of the template that `object` was made of. */
export const originOf = (object: object): object => origins.get(object) ?? object;

/** Notes that `made` stands where `source` does. */
export function derive<Made extends object>(made: Made, source: object): Made {
  origins.set(made, originOf(source));
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
