import type { TemplateDocument } from "./document.ts";
import {
  hasPlaceholder,
  plainOf,
  scalar,
  type PlainObject,
  type PlainValue,
  type TemplateNode,
} from "./node.ts";
import { outputsOf, valueOfOutput } from "./outputs.ts";
import { openResolution, type ResolveOptions } from "./resolution.ts";
import { resolvedResources } from "./resolve.ts";

/** What a stack says of itself once it is deployed. */
export interface StackValues {
  /** The values of its outputs by name, without those whose conditions do not hold. */
  readonly outputs: ReadonlyMap<string, StackValue>;
  /** The resources that are created, in the order of the template, with those that SAM makes. */
  readonly resources: readonly StackResource[];
}

/** A resource of a stack. */
export interface StackResource {
  readonly logicalId: string;
  /** That of CloudFormation, also where the template has one of SAM. */
  readonly type: string;
  /** What `Ref` returns of it. */
  readonly physicalId: StackValue;
  readonly properties: PlainObject;
}

/** A value of a stack. */
export interface StackValue {
  readonly value: PlainValue;
  /** Whether it is what only a deployment knows, and stands here in its form alone. */
  readonly isPlaceholder: boolean;
}

/**
 * The outputs of a template, and its resources.
 *
 * @throws TemplateError where CloudFormation would refuse the template.
 */
export function stackValues(document: TemplateDocument, options: ResolveOptions = {}): StackValues {
  // Warnings of the template are given where its resources are planned.
  const resolution = openResolution(document, options, () => undefined);
  const { values } = resolution;
  const outputs = new Map<string, StackValue>();
  for (const output of outputsOf(resolution)) {
    const value = valueOfOutput(output, resolution);
    if (value !== undefined) outputs.set(output.name, stackValueOf(value));
  }
  const resources = resolvedResources(resolution).map(
    ({ logicalId, type, place, physicalName, properties }): StackResource => ({
      logicalId,
      type,
      physicalId: stackValueOf(values.reference(logicalId, place) ?? scalar(physicalName, place)),
      properties: plainOf(properties) as PlainObject, // A map stays one.
    }),
  );
  return { outputs, resources };
}

const stackValueOf = (node: TemplateNode): StackValue => ({
  value: plainOf(node),
  isPlaceholder: hasPlaceholder(node),
});
