import { isList, isMap, isText, memberOf, type Json, type JsonMap, type Maybe } from "./json.ts";

export const ref = (name: string): JsonMap => ({ Ref: name });

export const getAtt = (id: string, attribute: string): JsonMap => ({
  "Fn::GetAtt": [id, attribute],
});

/** `Fn::Sub` of a text, with variables where given. */
export const sub = (text: string, variables?: JsonMap): JsonMap => ({
  "Fn::Sub": variables === undefined ? text : [text, variables],
});

const noValue: JsonMap = ref("AWS::NoValue");

/** `Fn::If`; nothing is chosen where `otherwise` is not given. */
export const when = (condition: Json, then: Json, otherwise: Json = noValue): JsonMap => ({
  "Fn::If": [condition, then, otherwise],
});

/** The name of the function that a value calls; `undefined` where it is a plain value. */
function functionIn(value: Maybe): string | undefined {
  if (!isMap(value)) return undefined;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return undefined;
  return name === "Ref" || name === "Condition" || name.startsWith("Fn::") ? name : undefined;
}

export const isFunction = (value: Maybe): value is JsonMap => functionIn(value) !== undefined;

/** The choices of an `Fn::If`; `undefined` where the value is none. */
export const choicesOf = (value: Maybe): Maybe =>
  functionIn(value) === "Fn::If" ? memberOf(value, "Fn::If") : undefined;

export const isNoValue = (value: Maybe): boolean =>
  functionIn(value) === "Ref" && memberOf(value, "Ref") === "AWS::NoValue";

/** `value` inside of a Sub: `${Name}` or `${Name.Attribute}`. */
export function inSub(value: Maybe): string {
  const name = memberOf(value, "Ref");
  if (isText(name)) return `\${${name}}`;
  const attribute = memberOf(value, "Fn::GetAtt");
  return isList(attribute) ? `\${${attribute.filter(isText).join(".")}}` : "";
}

/** The logical id that a Ref or GetAtt names; `undefined` for anything else. */
export function idIn(value: Maybe): string | undefined {
  const name = functionIn(value);
  const named = name === undefined ? undefined : memberOf(value, name);
  const id = name === "Ref" ? named : name === "Fn::GetAtt" && isList(named) ? named[0] : undefined;
  if (name === "Fn::GetAtt" && isText(named)) return named.split(".")[0];
  return isText(id) && id !== "" ? id : undefined;
}

/** The value behind each `{{resolve:…}}`: known only once deployed. */
export const isDynamicReference = (value: Maybe): boolean =>
  isText(value) && /^\{\{resolve:[a-z-]+:.+\}\}$/.test(value);
