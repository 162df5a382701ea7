import type { ArchitectureOperation, Run } from "@orrery/aws";

/** A queue that a function reads, by logical ids. */
export interface Path {
  readonly mapping: string;
  readonly queue: string;
  readonly reader: string;
}

/** Which function reads which queue. */
export function pathsOf({ scenario }: Run): readonly Path[] {
  const { architecture } = scenario;
  const owner = (operation: string, member: string, name: string) =>
    architecture.find((made) => made.operation === operation && text(made, member) === name)
      ?.logicalId ?? name;
  return architecture
    .filter(({ operation }) => operation === "CreateEventSourceMapping")
    .map((made) => ({
      mapping: made.logicalId,
      queue: owner("CreateQueue", "QueueName", lastPart(text(made, "EventSourceArn"))),
      reader: owner("CreateFunction", "FunctionName", text(made, "FunctionName")),
    }));
}

/** Where a queue gives messages up to, and after how many receives. */
export interface Redrive {
  readonly queue: string;
  readonly target: string;
  readonly maxReceiveCount: number;
}

/** The queues that have a dead-letter queue. */
export function redrivesOf({ scenario }: Run): readonly Redrive[] {
  const queues = scenario.architecture.filter(({ operation }) => operation === "CreateQueue");
  return queues.flatMap((made): readonly Redrive[] => {
    const attributes = made.params["Attributes"];
    const policy =
      typeof attributes === "object" && attributes !== null && "RedrivePolicy" in attributes
        ? attributes["RedrivePolicy"]
        : undefined;
    if (typeof policy !== "string") return [];
    // AWS has accepted it by now.
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as {
      readonly deadLetterTargetArn: string;
      readonly maxReceiveCount: number | string;
    };
    const name = lastPart(deadLetterTargetArn);
    const target = queues.find((other) => text(other, "QueueName") === name)?.logicalId ?? name;
    return [{ queue: made.logicalId, target, maxReceiveCount: Number(maxReceiveCount) }];
  });
}

function text({ params }: ArchitectureOperation, member: string): string {
  const value = params[member];
  return typeof value === "string" ? value : "";
}

const lastPart = (arn: string): string => arn.split(":").at(-1) ?? arn;
