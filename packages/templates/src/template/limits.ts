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
  /** Of the value of a parameter. */
  parameterValueBytes: 4_096,
} as const;

/** @throws TemplateError when there are more of `what` than CloudFormation takes. */
export function checkCount(
  what: "resources" | "parameters" | "mappings" | "outputs",
  count: number,
  place: Place,
): void {
  const most = templateLimits[what];
  if (count <= most) return;
  throw new TemplateError(
    place,
    `at most ${most} ${what}, the quota of CloudFormation`,
    `${count}`,
  );
}

/** How many bytes a text is as UTF-8. */
export const byteLengthOf = (text: string): number => new TextEncoder().encode(text).length;
