import { own } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { consumerByArn } from "./consumer-operations.ts";
import {
  changeStream,
  isRefused,
  keptOf,
  noStream,
  respond,
  streamByArn,
  type Checked,
} from "./stream-record.ts";

/** Operations on resource policies, and on settings of the account. */
export const policyOperations: Operations = {
  PutResourcePolicy: { begin: putPolicy },
  GetResourcePolicy: { begin: showPolicy },
  DeleteResourcePolicy: { begin: deletePolicy },
  DescribeAccountSettings: { begin: () => respond(noCommitment) },
  UpdateAccountSettings: {
    begin: () => ({ type: "notModeled", what: "On-demand Advantage is not modeled." }),
  },
};

const noCommitment = { MinimumThroughputBillingCommitment: { Status: "DISABLED" } };

/** The stream that a policy lies with: of the stream, or of one of its consumers. */
function streamWith(arn: string, plane: ControlPlane): Checked<Resource> {
  const stream = streamByArn(arn, plane) ?? consumerByArn(arn, plane)?.stream;
  return stream ?? noStream(arn, plane);
}

function putPolicy(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["ResourceARN"])!; // It is there.
  const stream = streamWith(arn, plane);
  if (isRefused(stream)) return stream;
  const policy = textOf(params["Policy"])!; // Likewise.
  changeStream(stream, { policies: { ...keptOf(stream).policies, [arn]: policy } }, plane);
  return respond();
}

function showPolicy(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["ResourceARN"])!; // It is there.
  const stream = streamWith(arn, plane);
  if (isRefused(stream)) return stream;
  return respond({ Policy: own(keptOf(stream).policies, arn) ?? "{}" });
}

function deletePolicy(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["ResourceARN"])!; // It is there.
  const stream = streamWith(arn, plane);
  if (isRefused(stream)) return stream;
  const { [arn]: policy, ...policies } = keptOf(stream).policies;
  if (policy === undefined) {
    return refused(
      "ResourceNotFoundException",
      `No resource policy found for resource ARN ${arn}.`,
    );
  }
  changeStream(stream, { policies }, plane);
  return respond();
}
