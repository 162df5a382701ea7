import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import { isObject } from "../../request/params.ts";
import facts from "./resource-types.json" with { type: "json" };
import { deliveryStreamDeployment } from "./deployment.ts";

const hints: Reading = {
  members: { SizeInMBs: "wholeNumber", IntervalInSeconds: "wholeNumber" },
};
const bucket: Reading = { members: { BufferingHints: hints }, others: "plain" };

const destination = (meaning: string, read: Reading = bucket): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const outside = (what: string): PropertyMeaning =>
  destination(`Objects for ${what} are taken and counted: it is not modeled.`);

const deliveryStreamType: MadeType = {
  type: "AWS::KinesisFirehose::DeliveryStream",
  nameProperty: "DeliveryStreamName",
  naming: { maxLength: 64 },
  isEntry: true,
  flow: { putBy: ["firehose:PutRecord", "firehose:PutRecordBatch"] },
  properties: {
    DeliveryStreamName: {
      verdict: "modeled",
      meaning: "Names the delivery stream.",
      read: "text",
    },
    DeliveryStreamType: {
      verdict: "modeled",
      meaning: "Says where records come from.",
      read: "text",
    },
    ExtendedS3DestinationConfiguration: destination(
      "Says how records are buffered, transformed and partitioned, and which bucket gets them.",
      { members: { BufferingHints: hints, S3BackupConfiguration: bucket }, others: "plain" },
    ),
    S3DestinationConfiguration: destination(
      "Says how records are buffered, and which bucket gets them.",
    ),
    RedshiftDestinationConfiguration: outside("Redshift"),
    AmazonopensearchserviceDestinationConfiguration: outside("OpenSearch"),
    AmazonOpenSearchServerlessDestinationConfiguration: outside("OpenSearch Serverless"),
    ElasticsearchDestinationConfiguration: outside("Elasticsearch"),
    SplunkDestinationConfiguration: outside("Splunk"),
    HttpEndpointDestinationConfiguration: outside("an HTTP endpoint"),
    SnowflakeDestinationConfiguration: outside("Snowflake"),
    IcebergDestinationConfiguration: outside("Iceberg tables"),
    KinesisStreamSourceConfiguration: {
      verdict: "modeled",
      meaning: "Names the stream that it reads.",
      read: "plain",
    },
    MSKSourceConfiguration: {
      verdict: "opaque",
      meaning: "Reading topics of MSK is not modeled.",
      read: "plain",
    },
    DatabaseSourceConfiguration: {
      verdict: "opaque",
      meaning: "Reading databases is not modeled.",
      read: "plain",
    },
    DirectPutSourceConfiguration: {
      verdict: "ignored",
      meaning: "Its throughput is a quota of scenarios.",
    },
    DeliveryStreamEncryptionConfigurationInput: {
      verdict: "ignored",
      meaning: "Encryption takes no time here.",
      read: "plain",
      charge: "KMS requests for its key",
    },
    Tags: { verdict: "ignored", meaning: "Tags change nothing.", read: "plain" },
  },
  make(values, { name }) {
    const { DeliveryStreamType: type = "DirectPut", DeliveryStreamName: _name, ...rest } = values;
    if (type !== "DirectPut" && type !== "KinesisStreamAsSource") {
      return "It reads a source that is not modeled for delivery streams yet: its records must be given as a workload to what it delivers to.";
    }
    const params = { ...rest, DeliveryStreamName: name, DeliveryStreamType: type };
    const create: TemplateOperation = { operation: "CreateDeliveryStream", params };
    return [create];
  },
  meaning(values) {
    const [configuration = {}] = Object.entries(values)
      .filter(([property]) => property.endsWith("DestinationConfiguration"))
      .map(([, value]) => value);
    const { SizeInMBs = 5, IntervalInSeconds = 300 } = hintsIn(configuration as PlainObject); // Read as an object.
    return `A delivery stream that collects up to ${JSON.stringify(SizeInMBs)} MiB or ${JSON.stringify(IntervalInSeconds)} s, simulated.`;
  },
  deployment: deliveryStreamDeployment,
};

const hintsIn = ({ BufferingHints: given }: PlainObject): PlainObject =>
  isObject(given) ? given : {};

/** The resource types of Firehose in templates. */
export const firehoseTemplateTypes = templateTypes(facts, [deliveryStreamType]);
