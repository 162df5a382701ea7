import { NotModeledError } from "./boto-client.ts";
import {
  StackRefusal,
  type PlannedResource,
  type Stack,
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
  UpdateStack(params, stacks) {
    const stack = stacks.named(textIn(params, "StackName"));
    return { StackId: stacks.update(stack, templateIn(params, stack.template)).id };
  },
  DeleteStack(params, stacks) {
    const name = textIn(params, "StackName");
    // One that is not there is deleted already.
    const stack = stacks.all().find((each) => each.name === name || each.id === name);
    if (stack !== undefined) stacks.delete(stack);
    return {};
  },
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
        LastUpdatedTimestamp: changeTime(stack),
        ResourceStatus: "CREATE_COMPLETE",
        DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
      })),
    };
  },
  GetTemplate: (params, stacks) => ({
    TemplateBody: stacks.named(textIn(params, "StackName")).template.text,
    StagesAvailable: ["Original", "Processed"],
  }),
  CreateChangeSet(params, stacks) {
    const name = textIn(params, "StackName");
    const isUpdate = params.ChangeSetType !== "CREATE";
    const template = templateIn(params, isUpdate ? stacks.named(name).template : undefined);
    const { id, stackId } = stacks.propose(
      textIn(params, "ChangeSetName"),
      name,
      template,
      isUpdate,
    );
    return { Id: id, StackId: stackId };
  },
  DescribeChangeSet(params, stacks) {
    const { name, id, stackName, stackId, wasExecuted } = stacks.proposed(
      textIn(params, "ChangeSetName"),
    );
    return {
      ChangeSetName: name,
      ChangeSetId: id,
      StackName: stackName,
      StackId: stackId,
      Status: "CREATE_COMPLETE",
      ExecutionStatus: wasExecuted ? "EXECUTE_COMPLETE" : "AVAILABLE",
    };
  },
  ExecuteChangeSet(params, stacks) {
    stacks.execute(textIn(params, "ChangeSetName"));
    return {};
  },
};

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
const changeTime = ({ createdAt, changedAt }: Stack): string => isoTime(changedAt ?? createdAt);

const describeStack = (stack: Stack): ValueObject => ({
  StackId: stack.id,
  StackName: stack.name,
  CreationTime: isoTime(stack.createdAt),
  ...(stack.changedAt === null ? {} : { LastUpdatedTime: isoTime(stack.changedAt) }),
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
  { logicalId, type, physicalId }: PlannedResource,
  timeMember: string,
): ValueObject => ({
  StackName: stack.name,
  StackId: stack.id,
  LogicalResourceId: logicalId,
  PhysicalResourceId: physicalId,
  ResourceType: type,
  [timeMember]: changeTime(stack),
  ResourceStatus: "CREATE_COMPLETE",
});

/** The template of an operation, with its parameters; `before` is that of the stack it changes. */
function templateIn(params: ValueObject, before?: StackTemplate): StackTemplate {
  if (params.TemplateURL !== undefined) throw new NotModeledError("reads a template at a URL");
  const keepsText = before !== undefined && params.UsePreviousTemplate === true;
  const parameters = isList(params.Parameters) ? params.Parameters : [];
  return {
    text: keepsText ? before.text : textIn(params, "TemplateBody"),
    parameters: Object.fromEntries(
      parameters.map((each) => {
        const key = String(memberOf(each, "ParameterKey"));
        const keeps = memberOf(each, "UsePreviousValue") === true;
        const previous = before?.parameters[key];
        return [
          key,
          keeps && previous !== undefined ? previous : textOf(memberOf(each, "ParameterValue")),
        ];
      }),
    ),
  };
}

const textOf = (value: Value): string => (typeof value === "string" ? value : String(value));

function textIn(params: ValueObject, name: string): string {
  const value: Value = params[name];
  if (typeof value === "string") return value;
  throw new StackRefusal(
    `1 validation error detected: Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
  );
}
