import { memberOf, objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import { deliveryStreamTemplateType } from "./pipes-to-firehose.ts";
import { bucketTemplateType } from "./pipes-to-s3.ts";
import { queueTemplateType } from "./pipes-to-sqs.ts";
import facts from "./resource-types.json" with { type: "json" };
import { pipeDeployment } from "./deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});

const counts: Reading = {
  members: {
    BatchSize: "wholeNumber",
    MaximumBatchingWindowInSeconds: "wholeNumber",
    MaximumRecordAgeInSeconds: "wholeNumber",
    MaximumRetryAttempts: "wholeNumber",
    ParallelizationFactor: "wholeNumber",
  },
  others: "plain",
};
const stream = ["KinesisStreamParameters", "DynamoDBStreamParameters"] as const;

const source: Reading = {
  members: {
    SqsQueueParameters: counts,
    KinesisStreamParameters: counts,
    DynamoDBStreamParameters: counts,
    ManagedStreamingKafkaParameters: counts,
    SelfManagedKafkaParameters: counts,
    ActiveMQBrokerParameters: counts,
    RabbitMQBrokerParameters: counts,
  },
  others: "plain",
};

const isRole = (arn: string): boolean => /^arn:aws[a-z-]*:iam::\d{12}:role\//.test(arn);

const pipeType: MadeType = {
  type: "AWS::Pipes::Pipe",
  nameProperty: "Name",
  naming: { maxLength: 64 },
  flow: { carries: { from: "Source", to: "Target", by: "reads" } },
  properties: {
    Name: modeled("Names the pipe.", "text"),
    Description: { verdict: "ignored", meaning: "Descriptions change nothing.", read: "text" },
    DesiredState: modeled("Says whether it reads.", "text"),
    RoleArn: {
      verdict: "ignored",
      meaning: "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
      read: "text",
    },
    Source: {
      ...modeled("Names what it reads.", "text"),
      names: { by: "arn", of: "sources", standIn: { role: "Source" } },
    },
    SourceParameters: {
      ...modeled("Says how it reads, and what it wants.", source),
      names: stream.map((member) => ({
        member: `${member}.DeadLetterConfig.Arn`,
        by: "arn" as const,
        of: [queueTemplateType],
        standIn: { role: "DeadLetterQueue" },
      })),
    },
    Enrichment: {
      ...modeled("Names what makes other events of them.", "text"),
      names: { by: "arn", of: "entries" },
    },
    EnrichmentParameters: modeled("Says what the enrichment is given.", "plain"),
    Target: {
      ...modeled("Names where events go.", "text"),
      names: { by: "arn", of: "entries", standIn: { role: "Target" } },
    },
    TargetParameters: modeled("Says what the target is given.", "plain"),
    LogConfiguration: {
      ...modeled("Says what it logs, and where.", "plain"),
      charge: "the logs of the pipe",
      names: [
        {
          member: "FirehoseLogDestination.DeliveryStreamArn",
          by: "arn",
          of: [deliveryStreamTemplateType],
        },
        { member: "S3LogDestination.BucketName", by: "reference", of: [bucketTemplateType] },
      ],
    },
    KmsKeyIdentifier: {
      verdict: "ignored",
      meaning: "Encryption takes no time here.",
      read: "text",
      charge: "KMS requests for its key",
    },
    Tags: { verdict: "ignored", meaning: "Tags change nothing.", read: "plain" },
  },
  make(values, { name, named, accountId }) {
    const { Source, Target, Enrichment, RoleArn, Tags: _tags, ...rest } = values;
    const from = named["Source"]?.text ?? textOf(Source) ?? "";
    const to = named["Target"]?.resource?.arn ?? textOf(Target) ?? "";
    const by = named["Enrichment"]?.resource?.arn ?? textOf(Enrichment);
    if (!/^(?:arn:|smk:\/\/)/.test(from))
      return "Its source is known to a deployment only: nothing is read.";
    if (!to.startsWith("arn:")) return "Its target is known to a deployment only: nothing is read.";
    const role = textOf(RoleArn) ?? "";
    const params: PlainObject = {
      ...rest,
      Name: name,
      Source: from,
      Target: to,
      ...(by === undefined || by === "" ? {} : { Enrichment: by }),
      RoleArn: isRole(role) ? role : `arn:aws:iam::${accountId}:role/pipes`,
    };
    const letters = stream.flatMap((member) => {
      const arn = named[`SourceParameters.${member}.DeadLetterConfig.Arn`]?.resource?.arn;
      return arn === undefined ? [] : [{ member, arn }];
    });
    const [first] = letters;
    if (first === undefined) return [{ operation: "CreatePipe", params }];
    const given = objectOf(params["SourceParameters"]);
    const own = { ...objectOf(given[first.member]), DeadLetterConfig: { Arn: first.arn } };
    const SourceParameters = { ...given, [first.member]: own };
    const create: TemplateOperation = {
      operation: "CreatePipe",
      params: { ...params, SourceParameters },
    };
    return [create];
  },
  meaning(values, { named }) {
    const nameOf = (property: string): string =>
      named[property]?.resource?.logicalId ?? textOf(memberOf(values, property)) ?? "";
    return `A pipe from ${nameOf("Source")} to ${nameOf("Target")}, simulated.`;
  },
  deployment: pipeDeployment,
};

/** What templates may have of EventBridge Pipes. */
export const pipesTemplateTypes = templateTypes(facts, [pipeType]);
