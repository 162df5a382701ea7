import { dependencyOrder } from "./dependency-order.ts";
import type { Position } from "./error.ts";
import { planFunction } from "./function-plan.ts";
import { loopWarnings, type Reading } from "./loop-warnings.ts";
import { functionNameIn, planMapping, sourceArnOf, type MappingEnds } from "./mapping-plan.ts";
import { resourceMeaning } from "./meanings.ts";
import { childOf, textOf, type PlainObject } from "./node.ts";
import { deadLetterTargetOf, planQueue } from "./queue-plan.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolve.ts";
import { arnOf } from "./return-values.ts";
import { isFunction, workTargetsOf } from "./work-targets.ts";
import { Work } from "./work.ts";

/** Simulated; left out without harm to the answer; or left out, with what that means. */
export type Verdict = "modeled" | "ignored" | "opaque";

/** An AWS API operation that makes a part of the template, in the shape of its request. */
export interface PlannedOperation {
  readonly logicalId: string;
  readonly service: "sqs" | "lambda";
  /** Such as `CreateQueue`. */
  readonly operation: string;
  readonly params: PlainObject;
  readonly position: Position;
}

/** What becomes of one property. */
export interface PropertyReport {
  /** Such as `VisibilityTimeout`, or `Events.Orders` for an event of SAM. */
  readonly path: string;
  readonly verdict: Verdict;
  readonly meaning: string;
  readonly position: Position;
}

/** What becomes of one resource. */
export interface ResourceReport {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalName?: string;
  readonly verdict: Verdict;
  /** What it means for the answer, one sentence. */
  readonly meaning: string;
  readonly properties: readonly PropertyReport[];
  readonly position: Position;
}

/** What a template comes to: what is simulated, and an account of all else. */
export interface TemplatePlan {
  /** Each after those it needs: dead-letter queues before their sources, both ends before a mapping. */
  readonly operations: readonly PlannedOperation[];
  /** In the order of the template. */
  readonly resources: readonly ResourceReport[];
  readonly warnings: readonly string[];
}

/** What one resource comes to. */
export interface ResourcePlan extends Pick<ResourceReport, "verdict" | "meaning" | "properties"> {
  readonly operations: readonly PlannedOperation[];
  readonly warnings: readonly string[];
}

/**
 * The AWS API operations that a template amounts to.
 *
 * A queue outside the template that a mapping reads or a queue gives messages up to is stood in for
 * by a queue with the defaults of SQS, with a warning.
 *
 * @throws TemplateError when a property has a value that it cannot have.
 */
export function templateOperations(template: ResolvedTemplate): TemplatePlan {
  const wiring = wire(template);
  const byId = new Map(template.resources.map((resource) => [resource.logicalId, resource]));
  const work = new Work();
  const plans = new Map<string, ResourcePlan>();
  for (const [id, resource] of byId) plans.set(id, planResource(resource, template, wiring, work));

  const order = dependencyOrder([...byId.keys()], (id) => {
    const resource = byId.get(id);
    return resource === undefined ? [] : [...wiring.needs(resource), ...resource.dependsOn];
  });
  const planned = order.flatMap((id) => plans.get(id)?.operations ?? []);
  return {
    operations: [...wiring.standIns.flatMap(({ operations }) => operations), ...planned],
    resources: [
      ...[...byId.values()].map((resource) => reportOf(resource, plans.get(resource.logicalId))),
      ...wiring.standIns.map(({ report }) => report),
    ],
    warnings: [
      ...template.warnings,
      ...wiring.standIns.map(({ warning }) => warning),
      ...[...plans.values()].flatMap(({ warnings }) => warnings),
      ...loopWarnings(template, wiring.readings),
    ],
  };
}

function planResource(
  resource: ResolvedResource,
  template: ResolvedTemplate,
  wiring: Wiring,
  work: Work,
): ResourcePlan {
  switch (resource.type) {
    case "AWS::SQS::Queue":
      return redirected(planQueue(resource), wiring.deadLetterArns.get(resource.logicalId));
    case "AWS::Lambda::Function":
    case "AWS::Serverless::Function":
      return planFunction(resource, template.environment);
    case "AWS::Lambda::EventSourceMapping":
      return planMapping(resource, wiring.endsOf(resource));
    default: {
      const targets = workTargetsOf(resource, template, work);
      const { verdict, meaning } = resourceMeaning(resource.type, targets);
      return { operations: [], verdict, meaning, properties: [], warnings: [] };
    }
  }
}

function reportOf(resource: ResolvedResource, plan: ResourcePlan | undefined): ResourceReport {
  const { logicalId, type, physicalName, place } = resource;
  const { verdict = "opaque", meaning = "", properties = [] } = plan ?? {};
  const position = { line: place.line, column: place.column };
  return { logicalId, type, physicalName, verdict, meaning, properties, position };
}

/** Which queues and functions the modeled resources of a template name. */
interface Wiring {
  readonly standIns: readonly StandIn[];
  /** By the logical id of a queue, the ARN of the stand-in for its dead-letter queue. */
  readonly deadLetterArns: ReadonlyMap<string, string>;
  endsOf(mapping: ResolvedResource): MappingEnds;
  readonly readings: readonly Reading[];
  /** What must be made before the resource, beyond its dependencies. */
  needs(resource: ResolvedResource): readonly string[];
}

/** A queue that the template names and does not hold. */
interface StandIn {
  readonly arn: string;
  readonly operations: readonly PlannedOperation[];
  readonly report: ResourceReport;
  readonly warning: string;
}

function wire({ resources, environment }: ResolvedTemplate): Wiring {
  const queues = new Map<string, string>();
  const functions = new Map<string, ResolvedResource>();
  for (const resource of resources) {
    if (resource.type === "AWS::SQS::Queue") {
      queues.set(arnOf(environment, resource.type, resource.physicalName), resource.logicalId);
    } else if (isFunction(resource)) functions.set(resource.physicalName, resource);
  }
  const standIns = new Map<string, StandIn>();
  const deadLetterArns = new Map<string, string>();
  const ends = new Map<string, MappingEnds>();

  const standIn = (owner: ResolvedResource, role: string, source: string, fifo: boolean) => {
    const known = /^arn:[^:]*:sqs:[^:]*:[^:]*:([\w.-]+)$/.exec(source)?.[1];
    const logicalId = `${owner.logicalId}${role}`;
    const name = known ?? `${logicalId}${fifo ? ".fifo" : ""}`;
    const arn = arnOf(environment, "AWS::SQS::Queue", name);
    const existing = queues.get(arn) ?? standIns.get(arn)?.report.logicalId;
    if (existing === undefined) standIns.set(arn, standInOf(owner, logicalId, name, arn));
    return { logicalId: existing ?? logicalId, arn };
  };

  for (const resource of resources) {
    if (resource.type === "AWS::SQS::Queue") {
      const target = deadLetterTargetOf(resource);
      if (target === undefined || queues.has(target)) continue;
      const fifo = textOf(childOf(resource.properties, "FifoQueue")) === "true";
      const { arn } = standIn(resource, "DeadLetterQueue", target, fifo);
      deadLetterArns.set(resource.logicalId, arn);
    } else if (resource.type === "AWS::Lambda::EventSourceMapping") {
      const source = sourceArnOf(resource);
      const invoked = textOf(childOf(resource.properties, "FunctionName"));
      const target = invoked === undefined ? undefined : functions.get(functionNameIn(invoked));
      const found = source === undefined ? undefined : queues.get(source);
      // An SQS event of SAM says that its source is a queue, whatever its ARN looks like.
      const isQueue = resource.impliedBy !== undefined || /^arn:[^:]*:sqs:/.test(source ?? "");
      const queue =
        found !== undefined
          ? { logicalId: found, arn: source ?? "" }
          : isQueue && target !== undefined
            ? standIn(resource, "Queue", source ?? "", false)
            : undefined;
      ends.set(resource.logicalId, {
        queue,
        target: target && { logicalId: target.logicalId, name: target.physicalName },
      });
    }
  }
  return {
    standIns: [...standIns.values()],
    deadLetterArns,
    readings: [...ends.values()].flatMap(({ queue, target }): Reading[] =>
      queue === undefined || target === undefined
        ? []
        : [{ queue: queue.logicalId, fn: target.logicalId }],
    ),
    endsOf: ({ logicalId }) => ends.get(logicalId) ?? { queue: undefined, target: undefined },
    needs(resource) {
      const end = ends.get(resource.logicalId);
      const deadLetter = queues.get(deadLetterTargetOf(resource) ?? "");
      return [deadLetter, end?.queue?.logicalId, end?.target?.logicalId].filter(
        (id) => id !== undefined,
      );
    },
  };
}

function standInOf(owner: ResolvedResource, logicalId: string, name: string, arn: string): StandIn {
  const position = { line: owner.place.line, column: owner.place.column };
  const attributes = name.endsWith(".fifo") ? { Attributes: { FifoQueue: "true" } } : {};
  const operation: PlannedOperation = {
    logicalId,
    service: "sqs",
    operation: "CreateQueue",
    params: { QueueName: name, ...attributes },
    position,
  };
  const meaning = `Stands in for a queue outside this template, with the defaults of SQS.`;
  return {
    arn,
    operations: [operation],
    report: {
      logicalId,
      type: "AWS::SQS::Queue",
      physicalName: name,
      verdict: "modeled",
      meaning,
      properties: [],
      position,
    },
    warning: `${owner.logicalId}: the queue that it names is not in this template; ${logicalId}, with the defaults of SQS, stands in for it.`,
  };
}

/** `plan` with its dead-letter queue replaced by a stand-in. */
function redirected(plan: ResourcePlan, arn: string | undefined): ResourcePlan {
  if (arn === undefined) return plan;
  const operations = plan.operations.map((operation) => {
    const attributes = operation.params["Attributes"];
    if (typeof attributes !== "object" || attributes === null || Array.isArray(attributes)) {
      return operation;
    }
    // Written by planQueue: every attribute is a string.
    const record = attributes as Readonly<Record<string, string>>;
    const policy: unknown = JSON.parse(record["RedrivePolicy"] ?? "{}");
    const redirectedPolicy = { ...(policy as PlainObject), deadLetterTargetArn: arn };
    const params = {
      ...operation.params,
      Attributes: { ...record, RedrivePolicy: JSON.stringify(redirectedPolicy) },
    };
    return { ...operation, params };
  });
  return { ...plan, operations };
}
