import { withNearest } from "@orrery/aws";
import { allowedPatternOf } from "./allowed-pattern.ts";
import { TemplateError, type Place } from "./error.ts";
import { byteLengthOf, checkCount, templateLimits } from "./limits.ts";
import {
  asMap,
  asScalar,
  childOf,
  describeNode,
  list,
  scalar,
  textOf,
  type MapNode,
  type ScalarNode,
  type TemplateNode,
} from "./node.ts";
import type { OtherValue } from "./surroundings.ts";

/** A parameter with the value that it has in this stack. */
export interface ParameterValue {
  readonly value: TemplateNode;
  /** Said when the value is used: that it is not the one a deployment would have. */
  readonly warning?: string;
  /** Ids of the resources of other stacks that the value, which is handed down, is of. */
  readonly names?: readonly string[];
}

/**
 * Gives every parameter its value: the one that the stack around hands down or that is `given`, else its
 * default. A parameter with neither takes its first allowed value, else a placeholder that bears its name; both
 * carry a warning.
 *
 * @throws TemplateError when a value breaks the rules of its parameter.
 */
export function parameterValues(
  section: TemplateNode | undefined,
  given: Readonly<Record<string, string>>,
  start: Place,
  handed: ReadonlyMap<string, OtherValue<ScalarNode>> | null = null,
): ReadonlyMap<string, ParameterValue> {
  const parameters = section?.kind === "map" ? section.entries : new Map<string, never>();
  if (section !== undefined) checkCount("parameters", parameters.size, section.place);
  for (const name of Object.keys(given)) {
    if (parameters.has(name)) continue;
    const known = [...parameters.keys()];
    const place = { ...(section?.place ?? start), path: "Parameters" };
    const expected =
      known.length === 0 ? "no value for a parameter" : `a value for one of ${known.join(", ")}`;
    throw new TemplateError(place, expected, withNearest(name, known));
  }
  const values = new Map<string, ParameterValue>();
  for (const [name, { value }] of parameters) {
    const parameter = asMap(value, "a parameter with a Type");
    const text = Object.hasOwn(given, name) ? given[name] : undefined;
    const { node, names = [] } = handed?.get(name) ?? {};
    const override = text === undefined ? node : scalar(text, parameter.place);
    const found = valueOf(name, parameter, override);
    values.set(name, names.length === 0 ? found : { ...found, names });
  }
  return values;
}

function valueOf(
  name: string,
  parameter: MapNode,
  override: ScalarNode | undefined,
): ParameterValue {
  const typeNode = parameter.entries.get("Type")?.value;
  if (typeNode === undefined) {
    throw new TemplateError(parameter.place, "a parameter with a Type", describeNode(parameter));
  }
  const type = asScalar(typeNode, "the type of a parameter").text;
  if (!typePattern.test(type)) {
    throw new TemplateError(typeNode.place, "a parameter type of CloudFormation", type);
  }
  const fallback = childOf(parameter, "Default");
  const source =
    override ?? (fallback && asScalar(fallback, "a default that is a string or a number"));
  if (source?.placeholder === true) {
    // What only a deployment knows is neither cut nor checked.
    return { value: isListType(type) ? list([source], source.place) : source };
  }

  if (type.startsWith("AWS::SSM::Parameter::Value<")) {
    const key = source === undefined ? name : source.text;
    const warning = `Parameter ${name}: its value is in the Parameter Store under "${key}" and is not known here.`;
    return { value: placeholderOf(name, isListType(type), parameter.place), warning };
  }
  if (source !== undefined) return checked(name, type, parameter, source);

  const allowed = childOf(parameter, "AllowedValues");
  const first = allowed?.kind === "list" ? allowed.items[0] : undefined;
  if (first?.kind === "scalar") {
    const warning = `Parameter ${name}: has no default and was given no value; its first allowed value, "${first.text}", is used.`;
    return { value: typed(type, first, parameter.place), warning };
  }
  const warning = `Parameter ${name}: has no default and was given no value; a placeholder is used.`;
  return { value: placeholderOf(name, isListType(type), parameter.place), warning };
}

const typePattern = /^(String|Number|CommaDelimitedList|List<.+>|AWS::[\w:]+(<.+>)?)$/;

function isListType(type: string): boolean {
  return type === "CommaDelimitedList" || /(^|<)(List<|CommaDelimitedList)/.test(type);
}

function placeholderOf(name: string, many: boolean, place: Place): TemplateNode {
  // For an e-mail address AWS takes no other text.
  const text = /e-?mail/i.test(name) ? `${name}@example.com` : name;
  const value = scalar(text, place, "placeholder");
  return many ? list([value], place) : value;
}

function typed(type: string, source: ScalarNode, place: Place): TemplateNode {
  if (!isListType(type)) {
    return { ...source, value: type === "Number" ? Number(source.text) : source.text };
  }
  const parts = source.text === "" ? [] : source.text.split(",");
  const isNumbers = type === "List<Number>";
  return list(
    parts.map((part) => scalar(isNumbers ? Number(part) : part.trim(), place)),
    source.place,
  );
}

/** Checks `source` against the rules of its parameter, each item of a list by itself. */
function checked(
  name: string,
  type: string,
  parameter: MapNode,
  source: ScalarNode,
): ParameterValue {
  const value = typed(type, source, source.place);
  const place = { ...source.place, path: `Parameters.${name}` };
  const refuse = (expected: string, received: string): never => {
    throw new TemplateError(place, expected, JSON.stringify(received));
  };
  const texts =
    value.kind === "list" ? value.items.map((item) => textOf(item) ?? "") : [source.text];
  const isNumber = type === "Number" || type === "List<Number>";
  const size = byteLengthOf(source.text);
  if (size > templateLimits.parameterValueBytes) {
    const expected = `at most ${templateLimits.parameterValueBytes} bytes`;
    throw new TemplateError(place, expected, `${size} bytes`);
  }
  const allowedNode = childOf(parameter, "AllowedValues");
  const allowed = allowedNode?.kind === "list" ? allowedNode.items.map(textOf) : undefined;
  const allowedTexts = new Set(allowed);
  const patternText = textOf(childOf(parameter, "AllowedPattern"));
  const pattern = patternText === undefined ? undefined : allowedPatternOf(patternText);
  const bound = (key: string): number | undefined => {
    const node = childOf(parameter, key);
    return node === undefined ? undefined : Number(asScalar(node, "a number").text);
  };
  const shortest = bound("MinLength") ?? 0;
  const longest = bound("MaxLength") ?? Infinity;
  const least = bound("MinValue") ?? -Infinity;
  const most = bound("MaxValue") ?? Infinity;

  for (const text of texts) {
    const number = Number(text);
    if (isNumber && (text.trim() === "" || !Number.isFinite(number))) refuse("a number", text);
    if (isNumber && (number < least || number > most)) {
      refuse(`a number of ${least} to ${most}`, text);
    }
    if (!isNumber && (text.length < shortest || text.length > longest)) {
      refuse(`${shortest} to ${longest} characters`, text);
    }
    if (allowed !== undefined && !allowedTexts.has(text)) {
      refuse(`one of ${allowed.join(", ")}`, text);
    }
    if (pattern?.matches(text) === false) refuse(`a match of ${patternText}`, text);
  }
  if (patternText === undefined || pattern !== undefined) return { value };
  const warning = `Parameter ${name}: its AllowedPattern is not checked, since it cannot be matched in one pass: ${patternText}`;
  return { value, warning };
}
