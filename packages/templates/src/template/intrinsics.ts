import { evaluateCondition } from "./conditions.ts";
import { stackIdOf, urlSuffixOf } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import {
  evaluate,
  evaluateText,
  takeArguments,
  withoutDynamicReferences,
  type Evaluated,
  type Intrinsic,
  type Scope,
} from "./evaluation.ts";
import { arrayFunctions } from "./list-functions.ts";
import {
  asMap,
  asScalar,
  childOf,
  countNodes,
  describeNode,
  list,
  scalar,
  type ScalarNode,
  type TemplateNode,
} from "./node.ts";

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
    const value = name.placeholder ? undefined : scope.imported(name.text, place);
    if (value !== undefined) return value;
    scope.warn(
      `Fn::ImportValue ${name.text}: exports of other stacks are not known here; a placeholder is used.`,
    );
    return scalar(name.text, place, "placeholder");
  },
  // Of a file that is not opened: all else is taken in before.
  "Fn::Transform": (_argument, place) => scalar("AWS::Include", place, "placeholder"),
};

/** The intrinsic function of this name; `undefined` when there is none. */
export function intrinsicOf(name: string): Intrinsic | undefined {
  if (Object.hasOwn(intrinsics, name)) return intrinsics[name];
  return Object.hasOwn(arrayFunctions, name) ? arrayFunctions[name] : undefined;
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
