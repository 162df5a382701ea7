import { NotModeledError } from "./boto-client.ts";
import {
  StackRefusal,
  type Stack,
  type StackResource,
  type Stacks,
  type StackTemplate,
} from "./stacks.ts";
import { isList, memberOf, type Value, type ValueObject } from "./value.ts";

type Operation = (params: ValueObject, stacks: Stacks) => ValueObject;

/** The operations of CloudFormation that traces may call, by their AWS names. */
export const stackOperations: Readonly<Record<string, Operation>> = {
  CreateStack: (params, stacks) => ({
    StackId: stacks.create(textIn(params, "StackName"), templateIn(params)).id,
  }),
  DescribeStacks({ StackName }, stacks) {
    const found = StackName === undefined ? stacks.all() : [stacks.named(String(StackName))];
    return { Stacks: found.map(describeStack) };
  },
  DescribeStackResource(params, stacks) {
    const stack = stacks.named(textIn(params, "StackName"));
    const id = textIn(params, "LogicalResourceId");
    const resource = stack.resources.find(({ logicalId }) => logicalId === id);
    if (resource === undefined) {
      throw new StackRefusal(`Resource ${id} does not exist for stack ${stack.name}`);
    }
    return { StackResourceDetail: describeResource(stack, resource, "LastUpdatedTimestamp") };
  },
  DescribeStackResources(params, stacks) {
    const stack = stacks.named(textIn(params, "StackName"));
    const id = memberOf(params, "LogicalResourceId");
    const found = stack.resources.filter(({ logicalId }) => id === undefined || logicalId === id);
    return {
      StackResources: found.map((resource) => describeResource(stack, resource, "Timestamp")),
    };
  },
  ListStackResources(params, stacks) {
    const stack = stacks.named(textIn(params, "StackName"));
    return {
      StackResourceSummaries: stack.resources.map(({ logicalId, type, physicalId }) => ({
        LogicalResourceId: logicalId,
        PhysicalResourceId: physicalId,
        ResourceType: type,
        LastUpdatedTimestamp: isoTime(stack),
        ResourceStatus: "CREATE_COMPLETE",
        DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
      })),
    };
  },
  GetTemplate: (params, stacks) => ({
    TemplateBody: stacks.named(textIn(params, "StackName")).template.text,
    StagesAvailable: ["Original", "Processed"],
  }),
};

const isoTime = ({ createdAt }: Stack): string => new Date(createdAt).toISOString();

const describeStack = (stack: Stack): ValueObject => ({
  StackId: stack.id,
  StackName: stack.name,
  CreationTime: isoTime(stack),
  StackStatus: stack.status,
  DisableRollback: false,
  NotificationARNs: [],
  ...(stack.outputs.size === 0
    ? {}
    : {
        Outputs: [...stack.outputs].map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      }),
  Tags: [],
});

const describeResource = (
  stack: Stack,
  { logicalId, type, physicalId }: StackResource,
  timeMember: string,
): ValueObject => ({
  StackName: stack.name,
  StackId: stack.id,
  LogicalResourceId: logicalId,
  PhysicalResourceId: physicalId,
  ResourceType: type,
  [timeMember]: isoTime(stack),
  ResourceStatus: "CREATE_COMPLETE",
});

/** The template of an operation, with its parameters. */
export function templateIn(params: ValueObject): StackTemplate {
  if (params.TemplateURL !== undefined) throw new NotModeledError("reads a template at a URL");
  const parameters = isList(params.Parameters) ? params.Parameters : [];
  return {
    text: textIn(params, "TemplateBody"),
    parameters: Object.fromEntries(
      parameters.map((each) => [
        String(memberOf(each, "ParameterKey")),
        String(memberOf(each, "ParameterValue")),
      ]),
    ),
  };
}

function textIn(params: ValueObject, name: string): string {
  const value: Value = params[name];
  if (typeof value === "string") return value;
  throw new StackRefusal(
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}
