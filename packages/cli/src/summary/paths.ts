import type { ArchitectureOperation, Run } from "@orrery/aws";

/** A queue that a function reads, by logical ids. */
export interface Path {
  readonly mapping: string;
  readonly queue: string;
  readonly reader: string;
}

/** Where a queue gives messages up to, and after how many receives. */
export interface Redrive {
  readonly queue: string;
  readonly target: string;
  readonly maxReceiveCount: number;
}

/** How the architecture of a run is joined, found once. */
export interface Paths {
  /** Which function reads which queue. */
  readonly reads: readonly Path[];
  readonly readsByQueue: ReadonlyMap<string, readonly Path[]>;
  readonly readByMapping: ReadonlyMap<string, Path>;
  /** Of the queues that have a dead-letter queue. */
  readonly redriveOf: ReadonlyMap<string, Redrive>;
  readonly deadLetterQueues: ReadonlySet<string>;
}

// Memo of a pure function of a run's scenario.
const known = new WeakMap<Run["scenario"], Paths>();

/** How the architecture of a run is joined. */
export function pathsOf({ scenario }: Run): Paths {
  let paths = known.get(scenario);
  if (paths === undefined) known.set(scenario, (paths = joined(scenario.architecture)));
  return paths;
}

function joined(architecture: readonly ArchitectureOperation[]): Paths {
  const owners = (operation: string, member: string) => {
    const made = architecture.filter((other) => other.operation === operation);
    const ids = new Map(made.map((other) => [text(other, member), other.logicalId]));
    return (name: string) => ids.get(name) ?? name;
  };
  const queueNamed = owners("CreateQueue", "QueueName");
  const functionNamed = owners("CreateFunction", "FunctionName");
  const reads = architecture
    .filter(({ operation }) => operation === "CreateEventSourceMapping")
    .map((made) => ({
      mapping: made.logicalId,
      queue: queueNamed(lastPart(text(made, "EventSourceArn"))),
      reader: functionNamed(text(made, "FunctionName")),
    }));
  const readsByQueue = new Map<string, Path[]>();
  for (const path of reads) {
    const others = readsByQueue.get(path.queue);
    if (others === undefined) readsByQueue.set(path.queue, [path]);
    else others.push(path);
  }
  const redrives = redrivesIn(architecture, queueNamed);
  return {
    reads,
    readsByQueue,
    readByMapping: new Map(reads.map((path) => [path.mapping, path])),
    redriveOf: new Map(redrives.map((redrive) => [redrive.queue, redrive])),
    deadLetterQueues: new Set(redrives.map(({ target }) => target)),
  };
}

function redrivesIn(
  architecture: readonly ArchitectureOperation[],
  queueNamed: (name: string) => string,
): readonly Redrive[] {
  const queues = architecture.filter(({ operation }) => operation === "CreateQueue");
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
    const target = queueNamed(lastPart(deadLetterTargetArn));
    return [{ queue: made.logicalId, target, maxReceiveCount: Number(maxReceiveCount) }];
  });
}

function text({ params }: ArchitectureOperation, member: string): string {
  const value = params[member];
  return typeof value === "string" ? value : "";
}

const lastPart = (arn: string): string => arn.split(":").at(-1) ?? arn;
