import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import { objectOf } from "../../request/params.ts";
import { sqsDeploymentTimes } from "./limits.ts";
import type { Deployment } from "../../service/deployment.ts";
import type { LeftOutType, TemplateOperation } from "../../service/template-type.ts";

/**
 * What CloudFormation sets an attribute to that a template has no more; those that are not here stay as
 * they were. MEASURED 2026-01-14, recorded on CloudFormation (localstack/localstack, aws.validated).
 */
const resets: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: "false",
  DelaySeconds: "0",
  KmsMasterKeyId: "",
  MaximumMessageSize: "262144",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  RedriveAllowPolicy: "",
  RedrivePolicy: "",
  VisibilityTimeout: "30",
};

const withoutType = ({ FifoQueue: _, ...attributes }: PlainObject): PlainObject => attributes;

/** What becomes of a queue when its stack changes. */
export const queueDeployment: Deployment = {
  takes: sqsDeploymentTimes.queueDeployment,
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const attributes = objectOf(before.params["Attributes"]);
    const wanted = objectOf(after.params["Attributes"]);
    const isOther =
      before.params["QueueName"] !== after.params["QueueName"] ||
      attributes["FifoQueue"] !== wanted["FifoQueue"];
    if (isOther) return "replace";
    const QueueUrl = made?.["QueueUrl"] ?? null;
    const gone = Object.keys(attributes).filter((name) => wanted[name] === undefined);
    const Attributes = {
      ...Object.fromEntries(
        gone.flatMap((name) => (name in resets ? [[name, resets[name]!]] : [])),
      ),
      ...withoutType(wanted),
    };
    const tags = objectOf(before.params["tags"]);
    const Tags = objectOf(after.params["tags"]);
    const TagKeys = Object.keys(tags).filter((key) => Tags[key] === undefined);
    const about = (
      operation: string,
      isNeeded: boolean,
      params: PlainObject,
    ): TemplateOperation[] => (isNeeded ? [{ operation, params: { QueueUrl, ...params } }] : []);
    return [
      ...about("SetQueueAttributes", Object.keys(Attributes).length > 0, { Attributes }),
      ...about("UntagQueue", TagKeys.length > 0, { TagKeys }),
      ...about("TagQueue", Object.keys(Tags).length > 0, { Tags }),
    ];
  },
  remove: ({ responses: [made] }) => [
    { operation: "DeleteQueue", params: { QueueUrl: made?.["QueueUrl"] ?? null } },
  ],
};

const setPolicy = (QueueUrl: Plain, Policy: string): TemplateOperation => ({
  operation: "SetQueueAttributes",
  params: { QueueUrl, Attributes: { Policy } },
});

/** A policy becomes an attribute of its queues, which go by their URLs. */
export const policyDeployment: NonNullable<LeftOutType["deployment"]> = {
  make({ Queue, Queues, PolicyDocument }) {
    const urls = Array.isArray(Queues) ? (Queues as readonly Plain[]) : [Queue ?? null];
    const text =
      typeof PolicyDocument === "string" ? PolicyDocument : JSON.stringify(PolicyDocument);
    return urls.map((url) => setPolicy(url, text));
  },
  remove: ({ operations }) =>
    operations.map(({ params }) => setPolicy(params["QueueUrl"] ?? null, "")),
};
