import type { Plain } from "@orrery/kernel";
import { isObject, listOf, memberOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type NamedResource,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import { nameInArn } from "../../service/arn.ts";
import {
  apiDestinationDeployment,
  archiveDeployment,
  busDeployment,
  connectionDeployment,
  ruleDeployment,
} from "./deployment.ts";
import facts from "./resource-types.json" with { type: "json" };

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
  exact: true,
});
const names = (meaning: string): PropertyMeaning => ({ verdict: "modeled", meaning, read: "text" });
const ignored = (meaning: string, read: Reading = "plain"): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});
const encryption: PropertyMeaning = {
  ...ignored("Encryption costs nothing and changes nothing here.", "text"),
  charge: "KMS requests for its key",
};

const busTypeName = "AWS::Events::EventBus";
const defaultBus = "default";

const given = (values: PlainObject, ...members: readonly string[]): PlainObject =>
  Object.fromEntries(
    members.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );

const tagsOf = (tags: Plain | undefined): PlainObject => {
  const entries = Object.entries(isObject(tags) ? tags : {});
  return entries.length === 0 ? {} : { Tags: entries.map(([Key, Value]) => ({ Key, Value })) };
};

const busType: MadeType = {
  type: "AWS::Events::EventBus",
  isEntry: true,
  naming: { maxLength: 256 },
  nameIn: (text) => nameInArn(text, "events", "event-bus/") ?? text,
  flow: { putBy: ["events:PutEvents"] },
  properties: {
    Name: names("Names the bus."),
    EventSourceName: names("Names the partner whose events it gets."),
    Description: ignored("Is kept.", "text"),
    DeadLetterConfig: ignored("Is kept: no event fails to be decrypted here.", "plain"),
    LogConfig: modeled("Says which records of events are counted.", "plain"),
    Policy: ignored(
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
      "plain",
    ),
    KmsKeyIdentifier: encryption,
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make(values, { name }) {
    const { EventSourceName: source, Tags: tags } = values;
    const params = { Name: name, ...given(values, "Description", "DeadLetterConfig", "LogConfig") };
    // It is in every account.
    if (name === defaultBus) return [{ operation: "UpdateEventBus", params }];
    const partner: readonly TemplateOperation[] =
      source === undefined
        ? []
        : [
            {
              operation: "CreatePartnerEventSource",
              params: { Name: source, Account: "123456789012" },
            },
          ];
    const made = {
      ...params,
      ...(source === undefined ? {} : { EventSourceName: source }),
      ...tagsOf(tags),
    };
    return [...partner, { operation: "CreateEventBus", params: made }];
  },
  meaning: ({ EventSourceName: source }) =>
    source === undefined ? "A bus, simulated." : "A bus for events of a partner, simulated.",
  deployment: busDeployment,
  standIn: { noun: "bus", service: "EventBridge", properties: () => ({}) },
};

/** A rule or an archive of the default bus needs none of the template; of another, one stands in. */
const namedBus = (property: string): NamedResource => ({
  by: "reference",
  // With a second type a name alone does not say which it is, and so the default bus is none.
  of: [busTypeName, "AWS::Events::Archive"],
  standIn: {
    role: "Bus",
    typeOf(values) {
      const text = textOf(values[property]);
      return text === undefined || text === defaultBus ? undefined : busTypeName;
    },
  },
});

const ruleType: MadeType = {
  type: "AWS::Events::Rule",
  naming: { maxLength: 64 },
  returns({ name, partition, region, accountId, property }) {
    const said = property("EventBusName") ?? defaultBus;
    const bus = nameInArn(said, "events", "event-bus/") ?? said;
    const path = bus === defaultBus ? name : `${bus}/${name}`;
    return { Arn: `arn:${partition}:events:${region}:${accountId}:rule/${path}` };
  },
  properties: {
    Name: names("Names the rule."),
    EventBusName: {
      ...names("Names the bus."),
      names: namedBus("EventBusName"),
    },
    EventPattern: modeled("Says which events it wants.", "jsonText"),
    ScheduleExpression: modeled("Says when it runs by itself.", "text"),
    State: modeled("Says whether it runs.", "text"),
    Targets: { verdict: "modeled", meaning: "Get the events.", read: { items: "plain" } },
    Description: ignored("Is kept.", "text"),
    RoleArn: ignored(
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
      "text",
    ),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make(values, { name, named }) {
    const bus = named["EventBusName"]?.resource?.name ?? textOf(values["EventBusName"]);
    const onBus = bus === undefined ? {} : { EventBusName: bus };
    const said = given(values, "EventPattern", "ScheduleExpression", "State", "Description");
    if (said["EventPattern"] === undefined && said["ScheduleExpression"] === undefined) {
      return "It has neither a pattern nor a schedule.";
    }
    const put = { Name: name, ...onBus, ...said, ...tagsOf(values["Tags"]) };
    const rule: TemplateOperation = { operation: "PutRule", params: put };
    const targets = listOf(values["Targets"])
      .filter(isKnown)
      .map((target) => inTypes(target));
    if (targets.length === 0) return [rule];
    return [rule, { operation: "PutTargets", params: { Rule: name, ...onBus, Targets: targets } }];
  },
  meaning({ ScheduleExpression: schedule, Targets: targets }) {
    const all = listOf(targets);
    const known = all.filter(isKnown).length;
    const what = schedule === undefined ? "A rule" : "A rule on a schedule";
    const rest = known === all.length ? "" : ` of ${all.length}`;
    return `${what} with ${known}${rest} ${all.length === 1 ? "target" : "targets"}, simulated.`;
  },
  deployment: ruleDeployment,
};

/** Whether a target has an ARN: of others only a deployment knows where they are. */
const isKnown = (target: Plain): boolean => {
  const arn = memberOf(target, "Arn");
  return typeof arn === "string" && arn.startsWith("arn:") && arn.split(":").length >= 6;
};

const numbers: ReadonlySet<string> = new Set([
  "MaximumEventAgeInSeconds",
  "MaximumRetryAttempts",
  "TaskCount",
]);

/** CloudFormation takes numbers that are written as texts. */
function inTypes(value: Plain, name = ""): Plain {
  if (Array.isArray(value)) return listOf(value).map((item) => inTypes(item));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([member, part]) => [member, inTypes(part, member)]),
    );
  }
  return numbers.has(name) && typeof value === "string" ? Number(value) : value;
}

const archiveType: MadeType = {
  type: "AWS::Events::Archive",
  nameProperty: "ArchiveName",
  naming: { maxLength: 48 },
  properties: {
    ArchiveName: names("Names the archive."),
    SourceArn: { ...names("Names the bus."), names: namedBus("SourceArn") },
    EventPattern: modeled("Says which events it keeps.", "jsonText"),
    RetentionDays: modeled("Says how long it keeps them.", "wholeNumber"),
    Description: ignored("Is kept.", "text"),
    KmsKeyIdentifier: encryption,
  },
  make(values, { name, named }) {
    const source = named["SourceArn"]?.resource?.arn ?? values["SourceArn"] ?? "";
    const rest = given(values, "EventPattern", "RetentionDays", "Description");
    const params = { ArchiveName: name, EventSourceArn: source, ...rest };
    return [{ operation: "CreateArchive", params }];
  },
  meaning: () => "An archive, simulated.",
  deployment: archiveDeployment,
};

const connectionType: MadeType = {
  type: "AWS::Events::Connection",
  naming: { maxLength: 64 },
  properties: {
    Name: names("Names the connection."),
    AuthorizationType: ignored("Nothing is authorized.", "text"),
    AuthParameters: ignored("Nothing is authorized.", "plain"),
    InvocationConnectivityParameters: ignored("All endpoints are reached alike.", "plain"),
    Description: ignored("Is kept.", "text"),
    KmsKeyIdentifier: encryption,
  },
  make(values, { name }) {
    const params = {
      Name: name,
      AuthorizationType: "API_KEY",
      // What only a deployment knows of them is a secret.
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "key", ApiKeyValue: "secret" } },
      ...given(values, "Description"),
    };
    return [{ operation: "CreateConnection", params }];
  },
  meaning: () => "A connection, simulated.",
  standIn: {
    noun: "connection",
    service: "EventBridge",
    properties: () => ({ AuthorizationType: "API_KEY" }),
  },
  deployment: connectionDeployment,
};

const apiDestinationType: MadeType = {
  type: "AWS::Events::ApiDestination",
  naming: { maxLength: 64 },
  properties: {
    Name: names("Names the API destination."),
    ConnectionArn: {
      ...names("Names the connection."),
      names: { by: "reference", of: ["AWS::Events::Connection"], standIn: { role: "Connection" } },
    },
    InvocationEndpoint: names("Says where requests go."),
    HttpMethod: modeled("Is kept.", "text"),
    InvocationRateLimitPerSecond: modeled("Bounds the requests in a second.", "wholeNumber"),
    Description: ignored("Is kept.", "text"),
  },
  make(values, { name, named }) {
    const connection = named["ConnectionArn"]?.resource?.arn ?? "";
    const params = {
      Name: name,
      // CloudFormation knows no more of it than the name; AWS has a UUID behind that.
      ConnectionArn: `${connection}/${noId}`,
      HttpMethod: values["HttpMethod"] ?? "POST",
      InvocationEndpoint: values["InvocationEndpoint"] ?? "https://endpoint.example/",
      ...given(values, "InvocationRateLimitPerSecond", "Description"),
    };
    return [{ operation: "CreateApiDestination", params }];
  },
  meaning: () => "An API destination, simulated.",
  deployment: apiDestinationDeployment,
};

const noId = "00000000-0000-4000-8000-000000000000";

const policyType: LeftOutType = {
  type: "AWS::Events::EventBusPolicy",
  leftOut: {
    verdict: "ignored",
    meaning: "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
    charge: null,
  },
  minded: {
    meaning: "A statement of its bus's policy, which says who may do what with it.",
    make: ({ EventBusName, StatementId, Action, Principal, Condition, Statement }) => {
      const bus = EventBusName === undefined ? {} : { EventBusName };
      const params: PlainObject =
        Statement === undefined
          ? {
              ...bus,
              ...Object.fromEntries(
                Object.entries({ StatementId, Action, Principal, Condition }).filter(
                  ([, value]) => value !== undefined,
                ),
              ),
            }
          : {
              ...bus,
              Policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Sid: StatementId, ...(Statement as PlainObject) }], // It is an object.
              }),
            };
      return [{ operation: "PutPermission", params }];
    },
  },
};

const endpointType: LeftOutType = {
  type: "AWS::Events::Endpoint",
  leftOut: {
    verdict: "ignored",
    meaning: "There is one Region: what is put through it goes to the bus here.",
    charge: null,
  },
};

/** What templates may have of EventBridge. */
export const eventsTemplateTypes = templateTypes(facts, [
  busType,
  ruleType,
  archiveType,
  connectionType,
  apiDestinationType,
  policyType,
  endpointType,
]);
