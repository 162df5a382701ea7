import { services, type PlainObject } from "@orrery/aws";
import {
  readTemplate,
  resolveTemplate,
  stackValues,
  TemplateError,
  templateOperations,
  type StackResource,
  type StackValue,
} from "@orrery/templates";
import { NotModeledError, type AwsClient } from "./boto-client.ts";

/** How CloudFormation refuses an operation. */
export class StackRefusal extends Error {
  override readonly name = "StackRefusal";
  readonly code: string;
  readonly httpStatus = 400;

  constructor(message: string, code = "ValidationError") {
    super(message);
    this.code = code;
  }
}

/** A template as it was given, with the values of its parameters. */
export interface StackTemplate {
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** An operation of AWS that a deployment performs. */
interface StackOperation {
  readonly operation: string;
  readonly params: PlainObject;
}

/** A resource as a template would make it. */
export interface PlannedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly operations: readonly StackOperation[];
}

/** A resource that a stack has. */
interface DeployedResource extends PlannedResource {
  /** What its operations answered. */
  readonly responses: readonly PlainObject[];
}

/** A stack that was deployed. */
export interface Stack {
  readonly name: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number | null;
  readonly status: string;
  readonly template: StackTemplate;
  /** In the order of their making. */
  readonly resources: readonly DeployedResource[];
  readonly outputs: ReadonlyMap<string, string>;
}

/** A change of a stack that waits to be carried out. */
export interface ChangeSet {
  readonly name: string;
  readonly id: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly template: StackTemplate;
  readonly isUpdate: boolean;
  readonly wasExecuted: boolean;
}

interface Plan extends Pick<Stack, "outputs"> {
  readonly resources: readonly PlannedResource[];
}

/** Until what was made is ready, in microseconds: CloudFormation waits for it. */
const deploymentTime = 60_000_000;

/**
 * The stacks of an account, for traces that deploy some.
 *
 * `@orrery/templates` reads a template, and the account performs the operations that it comes to. All
 * is done before the operation that asks for it answers: whoever polls finds it done. What becomes of a
 * resource when its stack changes, its service says (`deployment` of its resource types).
 */
export class Stacks {
  private readonly account: AwsClient;
  private readonly byName = new Map<string, Stack>();
  private readonly changeSets = new Map<string, ChangeSet>();
  private drawn = 0;

  constructor(account: AwsClient) {
    this.account = account;
  }

  /** The stack of this name or ARN. @throws StackRefusal when there is none. */
  named(nameOrId: string): Stack {
    const stack = this.all().find(({ name, id }) => name === nameOrId || id === nameOrId);
    if (stack === undefined) throw new StackRefusal(`Stack with id ${nameOrId} does not exist`);
    return stack;
  }

  /** All stacks, in the order of their making. */
  all(): readonly Stack[] {
    return [...this.byName.values()];
  }

  /** Makes a stack and all its resources. @throws StackRefusal, NotModeledError */
  create(name: string, template: StackTemplate): Stack {
    if (this.byName.has(name)) {
      throw new StackRefusal(`Stack [${name}] already exists`, "AlreadyExistsException");
    }
    const { resources, outputs } = this.plan(name, template);
    return this.keep({
      name,
      id: this.newId("stack", name),
      createdAt: this.account.now,
      changedAt: null,
      status: "CREATE_COMPLETE",
      template,
      resources: resources.map((resource) => this.deploy(resource)),
      outputs,
    });
  }

  /** Makes of a stack what another template says. @throws StackRefusal, NotModeledError */
  update(stack: Stack, template: StackTemplate): Stack {
    const { resources, outputs } = this.plan(stack.name, template);
    if (JSON.stringify(template) === JSON.stringify(stack.template)) {
      throw new StackRefusal("No updates are to be performed.");
    }
    const before = new Map(stack.resources.map((resource) => [resource.logicalId, resource]));
    const given: DeployedResource[] = [];
    const deployed = resources.map((resource) => {
      const old = before.get(resource.logicalId);
      if (old === undefined || old.type !== resource.type) return this.deploy(resource);
      before.delete(resource.logicalId);
      if (JSON.stringify(old.operations) === JSON.stringify(resource.operations)) return old;
      const change =
        deploymentOf(resource).change?.(knownOf(old), resource.operations) ?? "replace";
      if (change === null) throw new NotModeledError(`changes ${resource.type} in place`);
      if (typeof change === "object" && "code" in change) throw new StackRefusal(change.message);
      if (change === "replace") {
        given.push(old);
        // What has the name of the old one can be made only once that is gone.
        if (old.physicalId === resource.physicalId) this.remove(given.pop()!);
        return this.deploy(resource);
      }
      this.perform(resource.type, change);
      return { ...resource, responses: old.responses };
    });
    for (const resource of [...given, ...before.values()].reverse()) this.remove(resource);
    return this.keep({
      ...stack,
      changedAt: this.account.now,
      status: "UPDATE_COMPLETE",
      template,
      resources: deployed,
      outputs,
    });
  }

  /** Deletes a stack with its resources, the last first. @throws NotModeledError */
  delete({ name, resources }: Stack): void {
    for (const resource of [...resources].reverse()) this.remove(resource);
    this.byName.delete(name);
    this.account.advance(deploymentTime);
  }

  /** Keeps a change of a stack for later. @throws StackRefusal */
  propose(name: string, stackName: string, template: StackTemplate, isUpdate: boolean): ChangeSet {
    const stackId = isUpdate ? this.named(stackName).id : this.newId("stack", stackName);
    const id = this.newId("changeSet", name);
    const changeSet = { name, id, stackName, stackId, template, isUpdate, wasExecuted: false };
    this.changeSets.set(id, changeSet);
    return changeSet;
  }

  /** The change of this name or ARN. @throws StackRefusal when there is none. */
  proposed(nameOrId: string): ChangeSet {
    const found = [...this.changeSets.values()]
      .reverse()
      .find(({ name, id }) => name === nameOrId || id === nameOrId);
    if (found !== undefined) return found;
    throw new StackRefusal(`ChangeSet [${nameOrId}] does not exist`, "ChangeSetNotFound");
  }

  /** Carries a change out. @throws StackRefusal, NotModeledError */
  execute(nameOrId: string): void {
    const changeSet = this.proposed(nameOrId);
    const { id, stackName, stackId, template, isUpdate } = changeSet;
    if (isUpdate) this.update(this.named(stackName), template);
    else this.keep({ ...this.create(stackName, template), id: stackId });
    this.changeSets.set(id, { ...changeSet, wasExecuted: true });
  }

  private newId(what: string, name: string): string {
    this.drawn += 1;
    const { accountId, region } = this.account;
    const number = `${this.drawn}`.padStart(12, "0");
    return `arn:aws:cloudformation:${region}:${accountId}:${what}/${name}/00000000-0000-4000-8000-${number}`;
  }

  private keep(stack: Stack): Stack {
    this.account.advance(deploymentTime);
    this.byName.set(stack.name, stack);
    return stack;
  }

  private deploy(resource: PlannedResource): DeployedResource {
    return { ...resource, responses: this.perform(resource.type, resource.operations) };
  }

  private remove(resource: DeployedResource): void {
    if (resource.operations.length === 0) return;
    const operations = deploymentOf(resource).remove(knownOf(resource));
    if (operations === null) throw new NotModeledError(`deletes ${resource.type}`);
    this.perform(resource.type, operations);
  }

  private perform(type: string, operations: readonly StackOperation[]): readonly PlainObject[] {
    if (operations.length === 0) return [];
    const service = serviceOfType(type);
    return operations.map(
      ({ operation, params }) => this.account.call(service, operation, params) as PlainObject, // As the account answers.
    );
  }

  private plan(stackName: string, { text, parameters }: StackTemplate): Plan {
    const { accountId, region } = this.account;
    const options = { accountId, region, stackName, parameters };
    try {
      const document = readTemplate(text, "template");
      const { operations, resources } = templateOperations(resolveTemplate(document, options));
      const opaque = resources.filter(({ verdict }) => verdict === "opaque");
      const missing = [...new Set(opaque.map(({ type }) => type))].sort();
      // Each counts once under all that it lacks, and not under what its template happens to name first.
      if (missing.length > 0) throw new NotModeledError(`deploys ${missing.join(", ")}`);
      const { outputs, resources: written } = stackValues(document, options);
      const order = new Map(operations.map(({ logicalId }, place) => [logicalId, place]));
      const placeOf = ({ logicalId }: StackResource) => order.get(logicalId) ?? order.size;
      return {
        resources: [...written]
          .sort((one, other) => placeOf(one) - placeOf(other))
          .map((resource) => ({
            logicalId: resource.logicalId,
            type: resource.type,
            physicalId: textOf(resource.physicalId),
            operations: [
              ...operations.filter(({ logicalId }) => logicalId === resource.logicalId),
              ...leftOutOperations(resource),
            ].map(({ operation, params }) => ({ operation, params })),
          })),
        outputs: new Map([...outputs].map(([name, value]) => [name, outputOf(name, value)])),
      };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new StackRefusal(`Template error: ${error.message}`);
    }
  }
}

const typesOf = (type: string) =>
  services.flatMap(({ service, templateTypes }) =>
    templateTypes
      .filter((each) => each.type === type)
      .map((definition) => ({ service, definition })),
  );

function serviceOfType(type: string): string {
  const [found] = typesOf(type);
  if (found === undefined) throw new NotModeledError(`deploys ${type}`);
  return found.service;
}

/** What the services do for a type that runs leave out. */
function leftOutOperations({ type, properties }: StackResource): readonly StackOperation[] {
  const [found] = typesOf(type);
  if (found === undefined || !("leftOut" in found.definition)) return [];
  return found.definition.deployment?.make(properties) ?? [];
}

/** A resource as what becomes of it is asked; its ARN is empty where it goes by another name. */
const knownOf = ({ physicalId, operations, responses }: DeployedResource) => ({
  operations,
  responses,
  found: {},
  arn: physicalId.startsWith("arn:") ? physicalId : "",
});

/** What becomes of a resource of this type. @throws NotModeledError where its service does not say. */
function deploymentOf({ type }: PlannedResource) {
  const deployment = typesOf(type)[0]?.definition.deployment;
  if (deployment === undefined) throw new NotModeledError(`changes or deletes ${type}`);
  return "change" in deployment ? deployment : { ...deployment, change: undefined };
}

const textOf = ({ value }: StackValue): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** The value of an output. @throws NotModeledError where only a deployment knows it. */
function outputOf(name: string, value: StackValue): string {
  if (value.isPlaceholder) throw new NotModeledError(`deploys a stack with the output ${name}`);
  return textOf(value);
}
