import { seconds, type Duration } from "@orrery/kernel";
import type { ControlPlane, Resource } from "../../../service/service-model.ts";

/** The function that a mapping invokes. */
export interface FunctionTarget {
  readonly resource: Resource;
  /** With the qualifier that was asked for. */
  readonly arn: string;
  readonly timeout: Duration;
}

/** The queue that a mapping reads. */
export interface QueueTarget {
  readonly resource: Resource;
  readonly visibilityTimeout: Duration;
}

const locator =
  /^(?:arn:[a-z-]+:lambda:([a-z0-9-]+):(\d{12}):function:|(\d{12}):function:|function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** The function that a name, an ARN or a part of one leads to; `null` where there is none. */
export function functionAt(text: string, plane: ControlPlane): FunctionTarget | null {
  const [, region, account, shortAccount, name, qualifier] = locator.exec(text) ?? [];
  if (name === undefined) return null;
  if ((region ?? plane.region) !== plane.region) return null;
  if ((account ?? shortAccount ?? plane.accountId) !== plane.accountId) return null;
  const resource = plane.find("lambda.function", name);
  if (resource === undefined || resource.record["isDeleting"] === true) return null;
  // Versions and aliases are not modeled.
  if (qualifier !== undefined && qualifier !== "$LATEST") return null;
  const arn = qualifier === undefined ? resource.arn : `${resource.arn}:${qualifier}`;
  return { resource, arn, timeout: seconds(resource.record["Timeout"] as number) }; // Lambda's own.
}

/** The queue of this ARN; `null` where there is none. */
export function queueAt(arn: string, plane: ControlPlane): QueueTarget | null {
  const resource = plane.findByArn(arn);
  if (resource?.kind !== "sqs.queue") return null;
  const attributes = resource.record["attributes"] as Readonly<Record<string, string>>; // SQS's own.
  return { resource, visibilityTimeout: seconds(Number(attributes["VisibilityTimeout"])) };
}
