import {
  readTemplate,
  resolveTemplate,
  stackValues,
  TemplateError,
  templateOperations,
  type PlannedOperation,
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

/** What a stack keeps of one of its resources. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** The operations that make it, one after the other. */
  readonly operations: readonly PlannedOperation[];
}

/** A stack that was deployed. */
export interface Stack {
  readonly name: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly status: string;
  readonly template: StackTemplate;
  readonly resources: readonly StackResource[];
  readonly outputs: ReadonlyMap<string, string>;
}

/** Until what was made is ready: CloudFormation waits for it. */
const deploymentTime = 60_000_000;

/** What a template would make. */
interface Plan {
  /** In the order of their making. */
  readonly operations: readonly PlannedOperation[];
  /** In the order of the template. */
  readonly resources: readonly StackResource[];
  readonly outputs: ReadonlyMap<string, string>;
}

/**
 * The stacks of an account, for traces that deploy some.
 *
 * `@orrery/templates` reads a template, and the account performs the operations that it comes to. All
 * is done before the operation that asks for it answers: whoever polls finds it done.
 */
export class Stacks {
  private readonly account: AwsClient;
  private readonly byName = new Map<string, Stack>();

  constructor(account: AwsClient) {
    this.account = account;
  }

  /** The stack of this name or ARN. @throws StackRefusal when there is none. */
  named(nameOrId: string): Stack {
    const stack = this.find(nameOrId);
    if (stack === undefined) throw new StackRefusal(`Stack with id ${nameOrId} does not exist`);
    return stack;
  }

  /** The stack of this name or ARN; `undefined` when there is none, or no more. */
  find(nameOrId: string): Stack | undefined {
    return this.all().find(({ name, id }) => name === nameOrId || id === nameOrId);
  }

  /** All stacks, in the order of their making. */
  all(): readonly Stack[] {
    return [...this.byName.values()];
  }

  /** The ARN that a stack of this name has. */
  idOf(name: string): string {
    const { accountId, region } = this.account;
    return `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/00000000-0000-4000-8000-000000000000`;
  }

  /** Makes a stack and all its resources. @throws StackRefusal, NotModeledError */
  create(name: string, template: StackTemplate): Stack {
    if (this.find(name) !== undefined) {
      throw new StackRefusal(`Stack [${name}] already exists`, "AlreadyExistsException");
    }
    const { operations, resources, outputs } = this.plan(name, template);
    this.perform(operations);
    this.account.advance(deploymentTime);
    return this.keep({
      name,
      id: this.idOf(name),
      createdAt: this.account.now,
      status: "CREATE_COMPLETE",
      template,
      resources,
      outputs,
    });
  }

  private keep(stack: Stack): Stack {
    this.byName.set(stack.name, stack);
    return stack;
  }

  private perform(operations: readonly PlannedOperation[]): void {
    for (const { service, operation, params } of operations) {
      this.account.call(service, operation, params);
    }
  }

  private plan(stackName: string, { text, parameters }: StackTemplate): Plan {
    const { accountId, region } = this.account;
    const options = { accountId, region, stackName, parameters };
    try {
      const document = readTemplate(text, "template");
      const { operations, resources } = templateOperations(resolveTemplate(document, options));
      const missing = resources.find(({ verdict }) => verdict === "opaque");
      if (missing !== undefined) throw new NotModeledError(`deploys ${missing.type}`);
      const { outputs, physicalIds } = stackValues(document, options);
      return {
        operations,
        resources: resources.map(({ logicalId, type }) => ({
          logicalId,
          type,
          physicalId: known(logicalId, physicalIds.get(logicalId)),
          operations: operations.filter((each) => each.logicalId === logicalId),
        })),
        outputs: new Map([...outputs].map(([key, value]) => [key, known(key, value)])),
      };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new StackRefusal(`Template error: ${error.message}`);
    }
  }
}

/** The text of a value, which has to be known. */
function known(name: string, value: StackValue | undefined): string {
  if (value === undefined) throw new NotModeledError(`reads the physical id of ${name}`);
  return typeof value.value === "string" ? value.value : JSON.stringify(value.value);
}
