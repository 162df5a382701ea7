import { TemplateError, type Place } from "./error.ts";

/**
 * What CloudFormation takes at most. It raises none of these on request.
 *
 * Source: AWSCloudFormation/latest/UserGuide/cloudformation-limits.html, read 2026-11.
 */
export const templateLimits = {
  /** Of a template in an S3 object: 1 MB. */
  bytes: 1_048_576,
  resources: 500,
  parameters: 200,
  mappings: 200,
  /** Of one mapping. */
  mappingAttributes: 200,
  outputs: 200,
  /** References such as `{{resolve:ssm:name}}`, of one template. */
  dynamicReferences: 60,
  /** Of the value of a parameter. */
  parameterValueBytes: 4_096,
  /** Of a stack with all that are nested in it, which one operation makes. */
  nestedResources: 2_500,
} as const;

/** What a template has of each, in the words of messages. */
const counted = {
  resources: "resources",
  parameters: "parameters",
  mappings: "mappings",
  outputs: "outputs",
  dynamicReferences: "dynamic references",
} as const;

/** @throws TemplateError when there are more of `what` than CloudFormation takes. */
export function checkCount(what: keyof typeof counted, count: number, place: Place): void {
  const most = templateLimits[what];
  if (count <= most) return;
  throw new TemplateError(
    place,
    `at most ${most} ${counted[what]}, the quota of CloudFormation`,
    `${count}`,
  );
}

/** @throws TemplateError when a stack and those nested in it have more resources than one operation makes. */
export function checkTotal(count: number, place: Place): void {
  const most = templateLimits.nestedResources;
  if (count <= most) return;
  const expected = `at most ${most} resources with those of nested stacks, the quota of CloudFormation`;
  throw new TemplateError(place, expected, "more");
}

/** How many bytes a text is as UTF-8. */
export const byteLengthOf = (text: string): number => new TextEncoder().encode(text).length;
