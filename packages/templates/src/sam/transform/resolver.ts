import { isList, isMap, isText, memberOf, setMember, type Json, type JsonMap } from "./json.ts";
import { derive } from "./origin.ts";
import { represented } from "./python-text.ts";
import { templateRefusal } from "./problems.ts";

/** Rewrites one call of a function; returns it as it is where nothing is to be done. */
type Rewrite = (call: JsonMap, name: string, argument: Json) => Json;

/** `value` with each call rewritten, from the outside in; nothing in `value` changes. */
export function rewritten(value: Json, rewrite: Rewrite): Json {
  if (isList(value)) {
    return derive(
      value.map((item) => rewritten(item, rewrite)),
      value,
    );
  }
  if (!isMap(value)) return value;
  const [name, ...others] = Object.keys(value);
  const argument = name === undefined ? undefined : value[name];
  const outer =
    name === undefined || others.length > 0 || argument === undefined
      ? value
      : rewrite(value, name, argument);
  if (!isMap(outer)) return isList(outer) ? rewritten(outer, rewrite) : outer;
  const made: JsonMap = {};
  for (const [key, member] of Object.entries(outer)) {
    setMember(made, key, rewritten(member, rewrite));
  }
  return derive(made, value);
}

/** `text` of a Sub with each `${Name}` replaced; those that `replace` leaves stay. */
export const inSubText = (text: string, replace: (name: string) => string | undefined): string =>
  text.replace(/\$\{([A-Za-z0-9.:]+)\}/g, (whole, name: string) => replace(name) ?? whole);

/** Knows the values of a template's parameters and mappings, and puts them where they are named. */
export class Resolver {
  readonly #parameters: ReadonlyMap<string, Json>;
  readonly #mappings: JsonMap;

  constructor(parameters: ReadonlyMap<string, Json>, mappings: JsonMap) {
    this.#parameters = parameters;
    this.#mappings = mappings;
  }

  /** `value` with the values of parameters for their Refs, also inside of Subs. */
  parameters(value: Json): Json;
  parameters(value: Json | undefined): Json | undefined;
  parameters(value: Json | undefined): Json | undefined {
    if (value === undefined) return undefined;
    return rewritten(value, (call, name, argument) => {
      if (name === "Ref" && isText(argument)) return this.#parameters.get(argument) ?? call;
      if (name !== "Fn::Sub") return call;
      if (isText(argument)) return derive({ "Fn::Sub": this.#inSub(argument) }, call);
      const [text, ...variables] = isList(argument) ? argument : [];
      if (!isText(text)) return call;
      return derive({ "Fn::Sub": [this.#inSub(text), ...variables] }, call);
    });
  }

  /** As {@link parameters}, of one text such as the name of an alias. */
  #inSub(text: string): string {
    return inSubText(text, (name) => {
      const value = this.#parameters.get(name);
      if (value === undefined) return undefined;
      if (typeof value !== "object") return represented(value).replace(/^'|'$/g, "");
      throw templateRefusal(
        `Invalid Fn::Sub variable value ${represented(value)}. Fn::Sub expects all variables to be strings.`,
      );
    });
  }

  /** `value` with what mappings hold for each Fn::FindInMap that can be looked up. */
  mapped(value: Json): Json {
    return rewritten(value, (call, name, argument) =>
      name === "Fn::FindInMap" ? (this.#found(argument) ?? call) : call,
    );
  }

  #found(argument: Json): Json | undefined {
    if (!isList(argument) || argument.length !== 3) {
      throw templateRefusal(
        `Invalid FindInMap value ${represented(argument)}. FindInMap expects an array with 3 values.`,
      );
    }
    const [map, first, second] = argument.map((part) => this.parameters(part));
    if (!isText(map) || !isText(first) || !isText(second)) return undefined;
    const top = memberOf(memberOf(this.#mappings, map), first);
    if (!isMap(memberOf(this.#mappings, map))) return undefined;
    if (top !== undefined && !isMap(top)) {
      throw templateRefusal(
        `Cannot use Fn::FindInMap on Mapping '${map}' which is not a a two-level map.`,
      );
    }
    return memberOf(top, second);
  }
}
