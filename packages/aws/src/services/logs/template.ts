import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutMeaning,
  type MadeType,
  type PropertyMeaning,
  type Reading,
} from "../../service/template-type.ts";
import { destinationServiceOf } from "./destination-service.ts";
import facts from "./resource-types.json" with { type: "json" };
import { removedBy } from "../../service/update-operations.ts";
import { groupDeployment } from "./deployment.ts";

const left = (verdict: "ignored" | "opaque", meaning: string): LeftOutMeaning => ({
  verdict,
  meaning,
  charge: null,
});
const kept = left("ignored", "Changes nothing in what is logged.");

const named = (meaning: string): PropertyMeaning => ({ verdict: "modeled", meaning, read: "text" });
const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string, read: Reading = "plain"): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});

const groupType: MadeType = {
  type: "AWS::Logs::LogGroup",
  naming: { maxLength: 512 },
  returns: ({ arn }) => ({ Arn: `${arn}:*` }),
  nameIn: (text) => /:log-group:([^:]+)/.exec(text)?.[1] ?? text,
  properties: {
    LogGroupName: named("Names the group."),
    RetentionInDays: { ...modeled("Says how long events are kept.", "wholeNumber"), exact: true },
    LogGroupClass: {
      ...modeled("Says what it costs, and whether it has filters.", "text"),
      exact: true,
    },
    KmsKeyId: {
      ...ignored("Encryption costs nothing and changes nothing here.", "text"),
      charge: "KMS requests for its key",
    },
    DataProtectionPolicy: ignored("Is kept; nothing in events is masked.", "jsonText"),
    DeletionProtectionEnabled: ignored("Nobody deletes it in a run.", "truth"),
    BearerTokenAuthenticationEnabled: ignored("Requests are not signed."),
    FieldIndexPolicies: ignored("Nothing is looked for faster."),
    ResourcePolicyDocument: ignored(
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
    ),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make({ RetentionInDays, LogGroupClass, DataProtectionPolicy, Tags }, { name }) {
    const of = { logGroupName: name };
    return [
      {
        operation: "CreateLogGroup",
        params: {
          ...of,
          ...(LogGroupClass === undefined ? {} : { logGroupClass: LogGroupClass }),
          ...(Tags === undefined ? {} : { tags: Tags }),
        },
      },
      ...(RetentionInDays === undefined
        ? []
        : [
            {
              operation: "PutRetentionPolicy",
              params: { ...of, retentionInDays: RetentionInDays },
            },
          ]),
      ...(typeof DataProtectionPolicy === "string"
        ? [
            {
              operation: "PutDataProtectionPolicy",
              params: { logGroupIdentifier: name, policyDocument: DataProtectionPolicy },
            },
          ]
        : []),
    ];
  },
  meaning: () => "A log group, simulated.",
  deployment: groupDeployment,
};

const streamType: MadeType = {
  type: "AWS::Logs::LogStream",
  nameProperty: "LogStreamName",
  naming: { maxLength: 512 },
  properties: {
    LogGroupName: named("Names the group."),
    LogStreamName: named("Names the stream."),
  },
  make: ({ LogGroupName }, { name }) => [
    {
      operation: "CreateLogStream",
      params: { logGroupName: LogGroupName!, logStreamName: name },
    },
  ],
  meaning: () => "A log stream, simulated.",
  deployment: {
    change: () => "replace",
    ...removedBy("DeleteLogStream", "logGroupName", "logStreamName"),
  },
};

const metricFilterType: MadeType = {
  type: "AWS::Logs::MetricFilter",
  nameProperty: "FilterName",
  naming: { maxLength: 512 },
  properties: {
    LogGroupName: named("Names the group."),
    FilterName: named("Names the filter."),
    FilterPattern: named("Says which events count."),
    MetricTransformations: modeled("Says which metric it makes of them.", { items: "plain" }),
    ApplyOnTransformedLogs: ignored("Logs are not transformed."),
    EmitSystemFieldDimensions: ignored("There are no fields of the system."),
    FieldSelectionCriteria: ignored("There are no fields of the system."),
  },
  make({ LogGroupName, FilterPattern, MetricTransformations }, { name }) {
    return [
      {
        operation: "PutMetricFilter",
        params: {
          logGroupName: LogGroupName!,
          filterName: name,
          filterPattern: FilterPattern ?? "",
          metricTransformations: ((MetricTransformations ?? []) as readonly PlainObject[]).map(
            transformationOf,
          ), // Read as a list.
        },
      },
    ];
  },
  meaning: () => "A filter that makes a metric of log events, simulated.",
  deployment: {
    change: (_before, after) => after,
    ...removedBy("DeleteMetricFilter", "logGroupName", "filterName"),
  },
};

/** Members in the letters of the API; a default may be a text, and dimensions are a list. */
function transformationOf(said: PlainObject): PlainObject {
  const { DefaultValue, Dimensions, MetricName, MetricNamespace, MetricValue, Unit } = said;
  const dimensions = ((Dimensions ?? []) as readonly PlainObject[]).map(({ Key, Value }) => [
    String(Key as string),
    Value!,
  ]);
  return {
    metricName: MetricName!,
    metricNamespace: MetricNamespace!,
    metricValue: typeof MetricValue === "number" ? `${MetricValue}` : MetricValue!,
    ...(DefaultValue === undefined ? {} : { defaultValue: Number(DefaultValue) }),
    ...(Unit === undefined ? {} : { unit: Unit }),
    ...(dimensions.length === 0
      ? {}
      : { dimensions: Object.fromEntries(dimensions) as PlainObject }),
  };
}

const subscriptionType: MadeType = {
  type: "AWS::Logs::SubscriptionFilter",
  nameProperty: "FilterName",
  naming: { maxLength: 512 },
  properties: {
    LogGroupName: named("Names the group."),
    FilterName: named("Names the filter."),
    FilterPattern: named("Says which events are passed on."),
    DestinationArn: {
      ...named("Says where they go."),
      names: { by: "arn", of: "entries" },
    },
    Distribution: { ...modeled("Says where in a stream they go.", "text"), exact: true },
    RoleArn: named("Says with which role they are brought there."),
    ApplyOnTransformedLogs: ignored("Logs are not transformed."),
    EmitSystemFields: ignored("There are no fields of the system."),
    FieldSelectionCriteria: ignored("There are no fields of the system."),
  },
  make(
    { LogGroupName, FilterPattern, DestinationArn, Distribution, RoleArn },
    { name, named: all },
  ) {
    const destination = all["DestinationArn"];
    const arn = destination?.resource?.arn ?? destination?.text ?? DestinationArn;
    if (typeof arn !== "string" || !arn.startsWith("arn:")) {
      return "Where its log events go is not known here: nothing is passed on.";
    }
    if (destination?.resource == null && destinationServiceOf(arn) !== undefined) {
      return "Its destination is not in this template: nothing is passed on.";
    }
    return [
      {
        operation: "PutSubscriptionFilter",
        params: {
          logGroupName: LogGroupName!,
          filterName: name,
          filterPattern: FilterPattern ?? "",
          destinationArn: arn,
          ...(Distribution === undefined ? {} : { distribution: Distribution }),
          ...(RoleArn === undefined ? {} : { roleArn: RoleArn }),
        },
      },
    ];
  },
  meaning: (_values, { named: all }) =>
    `Passes log events on to ${all["DestinationArn"]?.resource?.logicalId ?? "what is not modeled"}, simulated.`,
  deployment: {
    change: (_before, after) => after,
    ...removedBy("DeleteSubscriptionFilter", "logGroupName", "filterName"),
  },
};

const accountPolicyType: MadeType = {
  type: "AWS::Logs::AccountPolicy",
  nameProperty: "PolicyName",
  properties: {
    PolicyName: named("Names the policy."),
    PolicyType: named(
      "Says what it is about: filters that pass events on are modeled, the rest is kept.",
    ),
    PolicyDocument: modeled("Says where log events of all groups go.", "jsonText"),
    SelectionCriteria: named("Says of which groups not."),
    Scope: ignored("It holds for all groups."),
  },
  make: ({ PolicyType, PolicyDocument, SelectionCriteria }, { name }) => [
    {
      operation: "PutAccountPolicy",
      params: {
        policyName: name,
        policyType: PolicyType!,
        policyDocument: PolicyDocument!,
        ...(SelectionCriteria === undefined ? {} : { selectionCriteria: SelectionCriteria }),
      },
    },
  ],
  meaning: ({ PolicyType }) => `A policy of the account, ${PolicyType as string}, simulated.`,
  deployment: {
    change: (_before, after) => after,
    ...removedBy("DeleteAccountPolicy", "policyName", "policyType"),
  },
};

/** What templates may have of CloudWatch Logs. */
export const logsTemplateTypes = templateTypes(facts, [
  groupType,
  streamType,
  metricFilterType,
  subscriptionType,
  accountPolicyType,
  { type: "AWS::Logs::Delivery", leftOut: kept },
  { type: "AWS::Logs::DeliveryDestination", leftOut: kept },
  { type: "AWS::Logs::DeliverySource", leftOut: kept },
  {
    type: "AWS::Logs::Destination",
    leftOut: left("opaque", "Logs of other accounts do not come here."),
  },
  { type: "AWS::Logs::LogAnomalyDetector", leftOut: kept },
  {
    type: "AWS::Logs::QueryDefinition",
    leftOut: left("ignored", "Somebody has to run it: a query begins with StartQuery."),
  },
  {
    type: "AWS::Logs::ResourcePolicy",
    leftOut: left(
      "ignored",
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
    ),
  },
]);
