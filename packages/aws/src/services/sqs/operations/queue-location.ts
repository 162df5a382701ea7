import { refused, type PlainObject } from "../../../service/refusal.ts";
import { nameInArn } from "../../../service/arn.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { queueKind } from "./queue-record.ts";
import { spelled } from "../../../request/params.ts";
import { type Checked } from "./refusals.ts";

/** What those hear who name a queue that is not there. */
export const nonExistentQueue = refused(
  "AWS.SimpleQueueService.NonExistentQueue",
  "The specified queue does not exist.",
);

const urlPattern = /^https?:\/\/([^/]+)(?:\/(.*))?$/;
const regionalHost = /^sqs(?:-fips)?\.([a-z0-9-]+)\./;

/** The queue that `QueueUrl` names: by its URL, by its ARN, or by its bare name. */
export function queueOf(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const url = spelled(params["QueueUrl"]); // It is there, and a text.
  if (url.startsWith("arn:")) return sqsQueueByArn(url, plane) ?? nonExistentQueue;
  const match = url.startsWith("http") ? urlPattern.exec(url) : null;
  if (match === null) return plane.find(queueKind, url) ?? nonExistentQueue;
  const [account, name] = (match[2] ?? "").split("/").slice(-2);
  if (account === undefined || name === undefined || name === "") {
    return refused("InvalidAddress", `The address ${url} is not valid for this endpoint.`);
  }
  const region = regionalHost.exec(match[1]!)?.[1] ?? plane.region;
  if (account !== plane.accountId || region !== plane.region) return nonExistentQueue;
  return plane.find(queueKind, name) ?? nonExistentQueue;
}

/** The name in the ARN of a queue; `undefined` in other ARNs. */
export const queueNameIn = (arn: string): string | undefined => nameInArn(arn, "sqs");

/** The queue of this ARN; `undefined` when there is none. */
export function sqsQueueByArn(arn: string, plane: ControlPlane): Resource | undefined {
  const resource = plane.findByArn(arn);
  return resource?.kind === queueKind ? resource : undefined;
}
