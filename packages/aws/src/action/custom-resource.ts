import type { Deployment, TemplateOperation } from "../service/deployment.ts";
import { stackAssumptions } from "./limits.ts";

/** Whether a type is of a custom resource, which somebody's function or topic answers for. */
export const isCustomType = (type: string): boolean =>
  type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource";

/** A request of a custom resource: an operation that brings it, and the one that asks for its removal. */
export const customOperation = (
  asked: TemplateOperation,
  removal: TemplateOperation,
): TemplateOperation => ({
  ...asked,
  updatePolicy: { removal: { ...removal } },
});

/** What becomes of custom resources: whoever answers for them is asked, by operations that were planned. */
export const customDeployment = {
  takes: stackAssumptions.resourceDeployment,
  change: (_before, after) => after,
  remove: ({ operations }) =>
    operations.flatMap(({ updatePolicy }) => {
      const removal = updatePolicy?.["removal"];
      return removal === undefined ? [] : [removal as unknown as TemplateOperation]; // As above.
    }),
} as const satisfies Deployment;
