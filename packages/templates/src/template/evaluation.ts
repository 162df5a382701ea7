import type { StackEnvironment } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import type { Work } from "./work.ts";
import {
  asList,
  asScalar,
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
  /** What another stack exports under a name; `undefined` where nobody knows. */
  imported(name: string, place: Place): TemplateNode | undefined;
  /** Whether the named condition holds. @throws TemplateError when there is none. */
  condition(name: string, place: Place): boolean;
  /** The intrinsic function of this name; `undefined` when there is none. */
  intrinsic(name: string): Intrinsic | undefined;
  warn(text: string): void;
  /** What resolving the template has cost. */
  readonly work: Work;
}

/** An evaluated node; `undefined` is `AWS::NoValue`, which leaves no trace. */
export type Evaluated = TemplateNode | undefined;

/** An intrinsic function, given its argument as written and the place of its name. */
export type Intrinsic = (argument: TemplateNode, place: Place, scope: Scope) => Evaluated;

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
  const intrinsic = scope.intrinsic(call.name);
  if (intrinsic === undefined) {
    throw new TemplateError(call.place, "an intrinsic function", call.name);
  }
  return intrinsic(call.argument, call.place, scope);
}

/** The intrinsic function that `node` calls, if it is such a call. */
function callIn(node: MapNode): { name: string; argument: TemplateNode; place: Place } | undefined {
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
    if (key === "Fn::Transform") continue;
    const evaluated = evaluate(value, scope);
    if (evaluated !== undefined) entries.set(key, { place, value: evaluated });
  }
  return { kind: "map", entries, place: node.place };
}

/** A text whose dynamic references are placeholders: `{{resolve:ssm:/a/b}}` becomes the placeholder `ssm-a-b`. */
export function withoutDynamicReferences(node: ScalarNode): ScalarNode {
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
