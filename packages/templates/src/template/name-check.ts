import { withNearest } from "@orrery/aws";
import { TemplateError, type Place } from "./error.ts";
import { namesInSubstitution, splitAttribute } from "./intrinsics.ts";
import { childOf, textOf, type MapNode, type TemplateNode } from "./node.ts";
import { checkAttribute } from "./resource-values.ts";
import type { ParameterValue } from "./parameters.ts";
import type { Definition } from "./definition.ts";
import type { Work } from "./work.ts";

const pseudoParameters = [
  "AWS::AccountId",
  "AWS::NoValue",
  "AWS::NotificationARNs",
  "AWS::Partition",
  "AWS::Region",
  "AWS::StackId",
  "AWS::StackName",
  "AWS::URLSuffix",
];

/**
 * Refuses references to nothing wherever they stand: also in branches that are not taken, in
 * resources that are not created, and in outputs, as CloudFormation does.
 *
 * @throws TemplateError at the first name that stands for nothing.
 */
export function checkNames(
  root: MapNode,
  definitions: ReadonlyMap<string, Definition>,
  parameters: ReadonlyMap<string, ParameterValue>,
  work: Work,
): void {
  const conditions = childOf(root, "Conditions");
  const conditionsLoop = hasLoops(conditions);
  const isResource = (name: string) => definitions.has(name);
  const refuse = (place: Place, expected: string, name: string, known: readonly string[]) => {
    throw new TemplateError(place, expected, withNearest(name, known));
  };
  const resources = [...definitions.keys()];
  const referable = [...parameters.keys(), ...resources];
  const checkReference = (name: string, place: Place) => {
    const isKnown = pseudoParameters.includes(name) || parameters.has(name) || isResource(name);
    if (!isKnown) refuse(place, "a parameter or a resource that exists", name, referable);
  };
  const checkResource = (name: string, place: Place) => {
    if (!isResource(name)) refuse(place, "a resource that exists", name, resources);
  };
  const checkIts = (owner: string, attribute: string, place: Place) => {
    const type = definitions.get(owner)?.type;
    if (type !== undefined && attribute !== "") checkAttribute(type, attribute, place);
  };
  const checkCondition = (node: TemplateNode | undefined) => {
    const name = textOf(node);
    const isLiteral = node?.kind === "scalar" && typeof node.value === "boolean";
    if (node === undefined || name === undefined || isLiteral) return;
    if (childOf(conditions, name) === undefined && !conditionsLoop) {
      const known = conditions?.kind === "map" ? [...conditions.entries.keys()] : [];
      refuse(node.place, "a condition that exists", name, known);
    }
  };
  const checkText = (node: TemplateNode | undefined, own: TemplateNode | undefined) => {
    for (const name of namesInSubstitution(textOf(node) ?? "")) {
      if (childOf(own, name) !== undefined || node === undefined) continue;
      const [owner, attribute] = splitAttribute(name);
      if (attribute === "") checkReference(name, node.place);
      else checkResource(owner, node.place);
      checkIts(owner, attribute, node.place);
    }
  };

  const check = (node: TemplateNode): void => {
    // Properties from Globals are checked for each resource that has them.
    work.spend(1, node.place);
    if (node.kind === "list") for (const item of node.items) check(item);
    if (node.kind !== "map") return;
    for (const [key, { value }] of node.entries) {
      const isCall = node.entries.size === 1;
      const parts = value.kind === "list" ? value.items : [value];
      const [first, second] = parts;
      if (isCall && key === "Ref" && value.kind === "scalar") {
        checkReference(value.text, value.place);
      } else if (isCall && key === "Fn::GetAtt") {
        const [owner, attribute] = splitAttribute(textOf(first) ?? "");
        if (owner !== "") checkResource(owner, value.place);
        checkIts(owner, attribute === "" ? (textOf(second) ?? "") : attribute, value.place);
      } else if (isCall && key === "Fn::Sub") {
        checkText(first, second);
      } else if (isCall && key === "Fn::If") {
        checkCondition(first);
      }
      check(value);
    }
  };

  for (const { properties, node } of definitions.values()) {
    check(properties);
    checkCondition(childOf(node, "Condition"));
    const dependsOn = childOf(node, "DependsOn");
    const items = dependsOn?.kind === "list" ? dependsOn.items : [dependsOn];
    for (const item of items) {
      const name = textOf(item);
      if (item !== undefined && name !== undefined) checkResource(name, item.place);
    }
  }
  if (conditions !== undefined && !conditionsLoop) check(conditions);
  const outputs = childOf(root, "Outputs");
  for (const [key, { value }] of outputs?.kind === "map" ? outputs.entries : []) {
    if (key.startsWith("Fn::")) continue;
    check(value);
    checkCondition(childOf(value, "Condition"));
  }
}

/** Whether some names of the section are only known once its loops are written out. */
function hasLoops(section: TemplateNode | undefined): boolean {
  return (
    section?.kind === "map" && [...section.entries.keys()].some((key) => key.startsWith("Fn::"))
  );
}
