import { spelled } from "../../request/params.ts";
import { templateTypes, type MadeType, type PropertyMeaning } from "../../service/template-type.ts";
import { brokerArnOf, brokerIdOf } from "./operations/names.ts";
import facts from "./resource-types.json" with { type: "json" };

const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });
const shown: PropertyMeaning = {
  verdict: "modeled",
  meaning: "Is shown, and changes nothing.",
  read: "text",
};
const secured = ignored("Consumers and producers are let in.");
const networks = ignored(
  "Networks and servers are not modeled: they add no latency and block nothing.",
);
const operated = ignored("Brokers are never maintained and keep no logs.");

const brokerType: MadeType = {
  type: "AWS::AmazonMQ::Broker",
  nameProperty: "BrokerName",
  naming: { maxLength: 50 },
  isSource: true,
  isEntry: true,
  returns: ({ name, partition, region, accountId }) => ({
    Arn: brokerArnOf(name, { partition, region, accountId }),
    Id: brokerIdOf(name),
  }),
  nameIn: (text) => /:broker:([^:]+):/.exec(text)?.[1] ?? text,
  properties: {
    BrokerName: { verdict: "modeled", meaning: "Names the broker.", read: "text" },
    EngineType: {
      verdict: "modeled",
      meaning: "Says whether it is read as ActiveMQ or as RabbitMQ.",
      read: "text",
      exact: true,
    },
    EngineVersion: shown,
    DeploymentMode: shown,
    HostInstanceType: {
      ...shown,
      meaning: "Says how many bytes of messages it holds.",
      charge: "brokers and their storage",
    },
    PubliclyAccessible: { ...networks, read: "truth" },
    SecurityGroups: networks,
    SubnetIds: networks,
    StorageType: operated,
    StorageSize: operated,
    ResourceShareArns: operated,
    Users: secured,
    AuthenticationStrategy: secured,
    LdapServerMetadata: secured,
    EncryptionOptions: ignored("Encryption costs nothing and changes nothing here."),
    AutoMinorVersionUpgrade: operated,
    MaintenanceWindowStartTime: operated,
    Configuration: operated,
    Logs: operated,
    DataReplicationMode: operated,
    DataReplicationPrimaryBrokerArn: operated,
    Tags: ignored("Tags change nothing."),
  },
  make: (values, { name }) => {
    const { EngineType, EngineVersion, DeploymentMode, HostInstanceType } = values;
    return [
      {
        operation: "CreateBroker",
        params: {
          BrokerName: name,
          EngineType: spelled(EngineType).toUpperCase(),
          ...(EngineVersion === undefined ? {} : { EngineVersion }),
          DeploymentMode: DeploymentMode ?? "SINGLE_INSTANCE",
          HostInstanceType: HostInstanceType ?? "mq.m5.large",
          PubliclyAccessible: values["PubliclyAccessible"] ?? false,
        },
      },
    ];
  },
  meaning: () => "A message broker, simulated.",
  deployment: {
    remove: ({ responses }) => [
      { operation: "DeleteBroker", params: { BrokerId: responses[0]!["BrokerId"]! } },
    ],
  },
};

/** What templates may have of Amazon MQ. */
export const mqTemplateTypes = templateTypes(facts, [brokerType]);
