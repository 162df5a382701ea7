import { evaluateCondition } from "./conditions.ts";
import { stackIdOf, urlSuffixOf, type StackEnvironment } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import { arrayFunctions } from "./list-functions.ts";
import { countNodes } from "./node.ts";
import type { Work } from "./work.ts";
import {
  asList,
  asMap,
  asScalar,
  childOf,
  describeNode,
  list,
  scalar,
  type ListNode,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type TemplateNode,
} from "./node.ts";

/** What the intrinsic functions of one template look at. */
export interface Scope {
  readonly environment: StackEnvironment;
  readonly mappings: TemplateNode | undefined;
  readonly conditions: TemplateNode | undefined;
  /** What `Ref` of a parameter or resource returns. @throws TemplateError when there is neither. */
  reference(name: string, place: Place): TemplateNode;
  /** What `Fn::GetAtt` returns. @throws TemplateError when there is no such resource. */
  attribute(logicalId: string, attribute: string, place: Place): TemplateNode;
  /** Whether the named condition holds. @throws TemplateError when there is none. */
  condition(name: string, place: Place): boolean;
  warn(text: string): void;
  /** What resolving the template has cost. */
  readonly work: Work;
}

/** An evaluated node; `undefined` is `AWS::NoValue`, which leaves no trace. */
export type Evaluated = TemplateNode | undefined;

/** An intrinsic function, given its argument as written and the place of its name. */
export type Intrinsic = (argument: TemplateNode, place: Place, scope: Scope) => Evaluated;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, _place, scope) => {
    const { text } = asScalar(argument, "the name of a parameter or resource");
    return referenceTo(text, argument.place, scope);
  },
  "Fn::GetAtt": getAttribute,
  "Fn::Sub": substitute,
  "Fn::If": (argument, _place, scope) => {
    const [name, whenTrue, whenFalse] = takeArguments(argument, "[condition, value, value]", 3, 3);
    if (name === undefined || whenTrue === undefined || whenFalse === undefined) return undefined;
    return evaluate(evaluateCondition(name, scope) ? whenTrue : whenFalse, scope);
  },
  "Fn::FindInMap": findInMap,
  "Fn::ImportValue": (argument, place, scope) => {
    const name = evaluateText(argument, scope, "the name of an export");
    scope.warn(
      `Fn::ImportValue ${name.text}: exports of other stacks are not known here; a placeholder is used.`,
    );
    return scalar(name.text, place, "placeholder");
  },
  "Fn::Transform": (argument, place, scope) => {
    const name = childOf(argument, "Name");
    const called = name?.kind === "scalar" ? name.text : "without a name";
    scope.warn(`Fn::Transform ${called}: macros are not run; what it would add is missing.`);
    return scalar(called, place, "placeholder");
  },
};

/** Looks a function up when it is called: the tables of two modules that need each other. */
function intrinsicOf(name: string): Intrinsic | undefined {
  if (Object.hasOwn(intrinsics, name)) return intrinsics[name];
  return Object.hasOwn(arrayFunctions, name) ? arrayFunctions[name] : undefined;
}

/**
 * Carries out the intrinsic functions in `node`.
 *
 * @throws TemplateError at the node concerned, when an argument is not what its function takes.
 */
export function evaluate(node: TemplateNode, scope: Scope): Evaluated {
  scope.work.spend(1, node.place);
  if (node.kind === "scalar") return withoutDynamicReferences(node);
  return scope.work.inside(node.place, () => evaluateParts(node, scope));
}

function evaluateParts(node: ListNode | MapNode, scope: Scope): Evaluated {
  if (node.kind === "list") {
    const items = node.items.map((item) => evaluate(item, scope));
    return list(
      items.filter((item) => item !== undefined),
      node.place,
    );
  }
  const call = callIn(node);
  if (call === undefined) return evaluateEntries(node, scope);
  const intrinsic = intrinsicOf(call.name);
  if (intrinsic === undefined) {
    throw new TemplateError(call.place, "an intrinsic function", call.name);
  }
  return intrinsic(call.argument, call.place, scope);
}

/** The intrinsic function that `node` calls, if it is such a call. */
export function callIn(
  node: MapNode,
): { name: string; argument: TemplateNode; place: Place } | undefined {
  if (node.entries.size !== 1) return undefined;
  for (const [name, { place, value }] of node.entries) {
    if (name === "Ref" || (name.startsWith("Fn::") && !name.startsWith("Fn::ForEach::"))) {
      return { name, argument: value, place };
    }
  }
  return undefined;
}

function evaluateEntries(node: MapNode, scope: Scope): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [key, { place, value }] of node.entries) {
    if (key === "Fn::Transform") {
      intrinsics[key]?.(value, place, scope);
      continue;
    }
    const evaluated = evaluate(value, scope);
    if (evaluated !== undefined) entries.set(key, { place, value: evaluated });
  }
  return { kind: "map", entries, place: node.place };
}

/** `{{resolve:ssm:/a/b}}` becomes the placeholder `ssm-a-b`. */
function withoutDynamicReferences(node: ScalarNode): ScalarNode {
  if (!node.text.includes("{{resolve:")) return node;
  const text = node.text.replace(/\{\{resolve:([^{}]*)\}\}/g, (_, reference: string) =>
    reference.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, ""),
  );
  return scalar(text, node.place, "placeholder");
}

/** Evaluates `node`, which must come to a scalar. */
export function evaluateText(node: TemplateNode, scope: Scope, expected: string): ScalarNode {
  const evaluated = evaluate(node, scope);
  if (evaluated === undefined) throw new TemplateError(node.place, expected, "AWS::NoValue");
  return asScalar(evaluated, expected);
}

/** The arguments of an intrinsic function that takes `least` to `most` of them. */
export function takeArguments(
  argument: TemplateNode,
  expected: string,
  least: number,
  most: number,
): readonly TemplateNode[] {
  const { items } = asList(argument, expected);
  if (items.length >= least && items.length <= most) return items;
  const received = items.length === 1 ? "1 argument" : `${items.length} arguments`;
  throw new TemplateError(argument.place, expected, received);
}

function referenceTo(name: string, place: Place, scope: Scope): Evaluated {
  const { region, accountId, stackName, partition } = scope.environment;
  switch (name) {
    case "AWS::NoValue":
      return undefined;
    case "AWS::Region":
      return scalar(region, place);
    case "AWS::AccountId":
      return scalar(accountId, place);
    case "AWS::StackName":
      return scalar(stackName, place);
    case "AWS::StackId":
      return scalar(stackIdOf(scope.environment), place);
    case "AWS::Partition":
      return scalar(partition, place);
    case "AWS::URLSuffix":
      return scalar(urlSuffixOf(scope.environment), place);
    case "AWS::NotificationARNs":
      return list([], place);
    default:
      return scope.reference(name, place);
  }
}

function getAttribute(argument: TemplateNode, _place: Place, scope: Scope): Evaluated {
  const expected = "a resource and an attribute, such as Orders.Arn";
  if (argument.kind === "scalar") {
    const [logicalId, attribute] = splitAttribute(asScalar(argument, expected).text);
    if (attribute === "") throw new TemplateError(argument.place, expected, describeNode(argument));
    return scope.attribute(logicalId, attribute, argument.place);
  }
  const [first, ...rest] = takeArguments(argument, expected, 2, 8);
  if (first === undefined) return undefined;
  const parts = rest.map((part) => evaluateText(part, scope, expected).text);
  return scope.attribute(asScalar(first, expected).text, parts.join("."), argument.place);
}

/** `["Orders", "Arn"]` of `Orders.Arn`; the attribute is empty where there is no dot. */
export function splitAttribute(text: string): readonly [string, string] {
  const dot = text.indexOf(".");
  return dot < 0 ? [text, ""] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** The names in `${…}` of a text for `Fn::Sub`, without those that `${!…}` keeps as they are. */
export function namesInSubstitution(text: string): readonly string[] {
  return partsOf(text).flatMap(({ variable }) =>
    variable === undefined || variable.startsWith("!") ? [] : [variable],
  );
}

/** A piece of a text for `Fn::Sub`. */
interface SubstitutionPart {
  readonly text: string;
  /** What `${…}` names after the text; `undefined` after the last piece. */
  readonly variable: string | undefined;
}

/** By hand, since a regular expression begins to look for the end anew at each `${`. */
function partsOf(text: string): readonly SubstitutionPart[] {
  const parts: SubstitutionPart[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf("${", from);
    const end = start < 0 ? -1 : text.indexOf("}", start);
    if (end < 0) return [...parts, { text: text.slice(from), variable: undefined }];
    parts.push({ text: text.slice(from, start), variable: text.slice(start + 2, end).trim() });
    from = end + 1;
  }
}

function substitute(argument: TemplateNode, _place: Place, scope: Scope): Evaluated {
  const expected = "a text, or [text, variables]";
  const [textNode, variablesNode] =
    argument.kind === "list" ? takeArguments(argument, expected, 1, 2) : [argument];
  const source = asScalar(textNode ?? argument, expected);
  const variables = variablesNode === undefined ? undefined : asMap(variablesNode, "variables");

  // Each variable once, however often the text has it: one inside another would double the work.
  const known = new Map<string, ScalarNode>();
  const valueOf = (name: string): ScalarNode => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const own = variables?.entries.get(name)?.value;
    const value = own === undefined ? namedValue(name, source.place, scope) : evaluate(own, scope);
    const joined = joinedText(value, source.place, name);
    known.set(name, joined);
    return joined;
  };
  let isPlaceholder = false;
  const texts: string[] = [];
  for (const { text, variable } of partsOf(source.text)) {
    texts.push(text);
    scope.work.spendText(text.length, source.place);
    if (variable === undefined) continue;
    if (variable.startsWith("!")) {
      texts.push(`\${${variable.slice(1)}}`);
      continue;
    }
    const value = valueOf(variable);
    scope.work.spendText(value.text.length, source.place);
    texts.push(value.text);
    isPlaceholder ||= value.placeholder;
  }
  const result = scalar(texts.join(""), source.place, isPlaceholder ? "placeholder" : "known");
  return withoutDynamicReferences(result);
}

/** The text that a variable of `Fn::Sub` stands for: of a list, its items with commas. */
function joinedText(value: Evaluated, place: Place, name: string): ScalarNode {
  const parts = value === undefined ? [] : value.kind === "list" ? value.items : [value];
  const scalars = parts.map((part) => asScalar(part, `a string for \${${name}}`));
  const isPlaceholder = scalars.some((part) => part.placeholder);
  const text = scalars.map((part) => part.text).join(",");
  return scalar(text, place, isPlaceholder ? "placeholder" : "known");
}

function namedValue(name: string, place: Place, scope: Scope): Evaluated {
  const [logicalId, attribute] = splitAttribute(name);
  return attribute === ""
    ? referenceTo(name, place, scope)
    : scope.attribute(logicalId, attribute, place);
}

function findInMap(argument: TemplateNode, place: Place, scope: Scope): Evaluated {
  const expected = "[mapping, key, key]";
  const [mapName, firstKey, secondKey, options] = takeArguments(argument, expected, 3, 4);
  if (mapName === undefined || firstKey === undefined || secondKey === undefined) return undefined;
  const fallback = childOf(options, "DefaultValue");
  const steps = [mapName, firstKey, secondKey].map((step) => evaluateText(step, scope, expected));

  let found: TemplateNode | undefined = scope.mappings;
  for (const step of steps) {
    const next = childOf(found, step.text);
    if (next === undefined) {
      if (fallback !== undefined) return evaluate(fallback, scope);
      // A key that is known only when deployed may well be there then.
      if (step.placeholder) return scalar(step.text, place, "placeholder");
      const keys = found?.kind === "map" ? [...found.entries.keys()] : [];
      const known =
        keys.length === 0 ? "a mapping that exists" : `one of ${keys.slice(0, 8).join(", ")}`;
      throw new TemplateError(step.place, known, `"${step.text}"`);
    }
    found = next;
  }
  if (found !== undefined) scope.work.spend(countNodes(found), place);
  return found;
}
