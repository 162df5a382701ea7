import type { Plain } from "@orrery/kernel";
import { mappingDeployment } from "../deployment.ts";
import { memberOf, spelled, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type {
  MadeResource,
  MadeType,
  PropertyMeaning,
  Reading,
  TemplateResources,
} from "../../../service/template-type.ts";
import { streamMappingLimits } from "../../../mapping/shard/limits.ts";
import { eventSourceMappingLimits } from "../../../mapping/queue/limits.ts";

const exactly = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });

/** An event source mapping in a template. */
export const mappingType: MadeType = {
  type: "AWS::Lambda::EventSourceMapping",
  flow: { carries: { from: "EventSourceArn", to: "FunctionName", by: "reads" } },
  properties: {
    EventSourceArn: {
      verdict: "modeled",
      meaning: "Names the queue or stream that is read.",
      names: { by: "arn", of: "sources", standIn: { role: "Queue" } },
    },
    FunctionName: {
      verdict: "modeled",
      meaning: "Names the function that is invoked.",
      names: { by: "reference", of: ["AWS::Lambda::Function"] },
      read: "text",
    },
    BatchSize: exactly("Bounds the messages or records of one invocation.", "wholeNumber"),
    Enabled: exactly("Says whether it reads.", "truth"),
    FilterCriteria: {
      verdict: "modeled",
      meaning: "Says which messages or records reach the function.",
      read: {
        members: { Filters: { items: { members: { Pattern: "jsonText" }, others: "plain" } } },
        others: "plain",
      },
    },
    FunctionResponseTypes: exactly("Says whether part of a batch may fail.", "textList"),
    MaximumBatchingWindowInSeconds: exactly("Says how long a batch may fill.", "wholeNumber"),
    ScalingConfig: exactly("Bounds concurrent invocations.", "numberMap"),
    ProvisionedPollerConfig: exactly("Provides pollers.", "numberMap"),
    KmsKeyArn: ignored("Encryption costs nothing and changes nothing here."),
    MetricsConfig: {
      verdict: "modeled",
      meaning: "Says which metrics of the mapping CloudWatch has.",
      read: { members: { Metrics: "textList" }, others: "plain" },
    },
    LoggingConfig: ignored("Logs of AWS are not written."),
    Tags: ignored("Tags change nothing."),
    BisectBatchOnFunctionError: exactly("Splits batches of a stream that fail.", "truth"),
    DestinationConfig: {
      verdict: "modeled",
      meaning: "Says who hears of records of a stream that were given up.",
      read: {
        members: { OnFailure: { members: { Destination: "text" } } },
        others: "plain",
      },
      names: {
        member: "OnFailure.Destination",
        by: "arn",
        of: "entries",
        standIn: { role: "OnFailure" },
      },
    },
    MaximumRecordAgeInSeconds: exactly("Bounds the age of records of a stream.", "wholeNumber"),
    MaximumRetryAttempts: exactly("Bounds the attempts at a batch of a stream.", "wholeNumber"),
    ParallelizationFactor: exactly("Says how many batches of a shard are in work.", "wholeNumber"),
    StartingPosition: exactly("Says where reading a stream begins.", "text"),
    StartingPositionTimestamp: exactly(
      "Says from which instant on a stream is read.",
      "numberOrText",
    ),
    TumblingWindowInSeconds: exactly("Says how long a state is kept in a shard.", "wholeNumber"),
    AmazonManagedKafkaEventSourceConfig: {
      verdict: "modeled",
      meaning: "Says by which group a topic is read.",
      read: { members: { ConsumerGroupId: "text" } },
    },
    DocumentDBEventSourceConfig: {
      verdict: "modeled",
      meaning: "Names the database, or the collection, whose changes are read.",
      read: {
        members: { DatabaseName: "text", CollectionName: "text", FullDocument: "text" },
      },
    },
    Queues: exactly("Names the queue of a broker that is consumed.", "textList"),
    SelfManagedEventSource: {
      verdict: "modeled",
      meaning:
        "Says where the brokers of a self-managed cluster are, of which a topic is made to be read.",
      read: { members: { Endpoints: { members: { KafkaBootstrapServers: "textList" } } } },
    },
    SelfManagedKafkaEventSourceConfig: {
      verdict: "modeled",
      meaning: "Says by which group a topic is read.",
      read: { members: { ConsumerGroupId: "text" } },
    },
    SourceAccessConfigurations: {
      verdict: "modeled",
      meaning:
        "Says how a broker is read: it is checked, readers are let in, and networks add no latency.",
      read: "plain",
    },
    Topics: exactly("Names the topic that is read.", "textList"),
  },
  deployment: mappingDeployment,
  make(values, { named }) {
    const { FunctionName: given, DestinationConfig: destinations, ...others } = values;
    const failed = named["DestinationConfig.OnFailure.Destination"]?.resource?.arn;
    const config = failed === undefined ? destinations : { OnFailure: { Destination: failed } };
    const rest = config === undefined ? others : { ...others, DestinationConfig: config };
    const source = named["EventSourceArn"];
    const target = named["FunctionName"]?.resource;
    const servers = serversIn(values);
    if (servers !== undefined && target != null) {
      const ends = {
        SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: servers } },
        FunctionName: `${target.name}${qualifierIn(given)}`,
      };
      return [{ operation: "CreateEventSourceMapping", params: { ...rest, ...ends } }];
    }
    if (source?.resource != null && target != null) {
      const ends = {
        EventSourceArn: source.text,
        FunctionName: `${target.name}${qualifierIn(given)}`,
      };
      return [{ operation: "CreateEventSourceMapping", params: { ...rest, ...ends } }];
    }
    if (source?.resource != null) {
      return `Its function is not in this template: nothing reads ${source.resource.logicalId}.`;
    }
    const service = source?.service ?? "this source";
    const invoked = target?.logicalId ?? "its function, which is not in this template";
    return `Mappings from ${service} are not modeled yet: its records must be given as a workload to ${invoked}.`;
  },
  meaning(values, { named }) {
    const { BatchSize } = values;
    const isStream = isOfStream(values);
    const usual =
      isStream || values["Queues"] !== undefined ? streamMappingLimits : eventSourceMappingLimits;
    const most = JSON.stringify(BatchSize ?? usual.batchSize.default);
    const source =
      named["EventSourceArn"]?.resource?.logicalId ?? "a topic of a self-managed cluster";
    const target = named["FunctionName"]?.resource?.logicalId;
    return `Reads ${source} and invokes ${target} with up to ${most} ${isStream ? "records" : "messages"}, simulated.`;
  },
  warnings: (made, all) => [...sharedSourceWarnings(made, all), ...deadLetterWarnings(made, all)],
};

/** Where the brokers of a self-managed cluster are; `undefined`: none is read. */
const serversIn = ({ SelfManagedEventSource: source }: PlainObject): Plain | undefined =>
  memberOf(memberOf(source, "Endpoints"), "KafkaBootstrapServers");

/** The version or alias in what names a function, after a colon; nothing where there is none. */
const qualifierIn = (given: Plain | undefined): string =>
  /^(?:.*function:)?[^:]+(:[^:]+)$/.exec(spelled(given))?.[1] ?? "";

/** Only streams are read from a position on. */
const isOfStream = ({ StartingPosition }: PlainObject): boolean => StartingPosition !== undefined;

/** Warns of dead-letter queues of functions where only what mappings read could come to them. */
const deadLetterWarnings = (
  made: readonly MadeResource[],
  { logicalIdOf, valuesOf }: TemplateResources,
): readonly string[] =>
  made.flatMap(({ self: { named }, values }) => {
    const source = named["EventSourceArn"]?.resource;
    const target = named["FunctionName"]?.resource;
    if (source == null || target == null) return [];
    const arn = textOf(memberOf(valuesOf(target.logicalId)?.["DeadLetterConfig"], "TargetArn"));
    if (arn === undefined) return [];
    const instead = isOfStream(values)
      ? `Records of ${source.logicalId} that fail for good go to DestinationConfig.OnFailure of the event source mapping.`
      : `Messages of ${source.logicalId} that fail go to the dead-letter queue of its own RedrivePolicy.`;
    return [
      `${target.logicalId}: its dead-letter queue ${logicalIdOf(arn)} gets nothing of what it reads from ${source.logicalId}: it is for asynchronous invocations. ${instead}`,
    ];
  });

/**
 * Warns of queues that several mappings read, one of which filters: a message reaches one of them only,
 * and one that does not let it pass deletes it.
 */
function sharedSourceWarnings(
  made: readonly MadeResource[],
  { logicalIdOf }: TemplateResources,
): readonly string[] {
  const readersBySource = new Map<string, MadeResource[]>();
  for (const mapping of made) {
    const source = mapping.self.named["EventSourceArn"]?.resource?.arn;
    // Each mapping of a stream reads all of it.
    if (mapping.values["Enabled"] === false || source === undefined) continue;
    if (isOfStream(mapping.values)) continue;
    const others = readersBySource.get(source);
    if (others === undefined) readersBySource.set(source, [mapping]);
    else others.push(mapping);
  }
  return [...readersBySource].flatMap(([source, readers]) => {
    const filtering = readers.filter(({ values }) => hasFilters(values));
    if (readers.length < 2 || filtering.length === 0) return [];
    const names = readers.map(({ self }) => self.logicalId).join(", ");
    const filters = filtering.map(({ self }) => self.logicalId).join(", ");
    const [deletes, whose] = filtering.length === 1 ? ["deletes", "its"] : ["delete", "their"];
    return [
      `${names}: read one queue, ${logicalIdOf(source)}, so each message reaches one of them alone, and ${filters} ${deletes} what ${whose} filters do not let pass, though it is meant for another: give each its own queue.`,
    ];
  });
}

function hasFilters({ FilterCriteria: criteria }: PlainObject): boolean {
  const filters = (criteria as PlainObject | undefined)?.["Filters"]; // Read as an object.
  return Array.isArray(filters) && filters.length > 0;
}
