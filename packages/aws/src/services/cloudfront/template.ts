import { base64Of } from "@orrery/kernel";
import { objectOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import {
  templateTypes,
  type LeftOutType,
  type MadeType,
  type PropertyMeaning,
  type Reading,
  type TemplateOperation,
} from "../../service/template-type.ts";
import { utf8Of } from "../../text/utf8.ts";
import {
  distributionIdOf,
  domainNameOf,
  etagOf,
  functionArnOf,
  sharedIdOf,
  storeArnOf,
} from "./names.ts";
import facts from "./resource-types.json" with { type: "json" };
import { apiConfigOf, distributionConfigOf } from "./template-config.ts";
import { distributionDeployment } from "./deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });
const tags = ignored("Tags change nothing.");

const distributionType: MadeType = {
  type: "AWS::CloudFront::Distribution",
  isEntry: true,
  returns({ name }) {
    const id = distributionIdOf(name);
    return { Id: id, DomainName: domainNameOf(id) };
  },
  properties: {
    DistributionConfig: modeled(
      "Says which origins it has, how requests are served by their paths, and what becomes of errors.",
      "json",
    ),
    Tags: tags,
  },
  make({ DistributionConfig }, { name }) {
    const config = objectOf(DistributionConfig);
    if (config["Staging"] === true || config["ContinuousDeploymentPolicyId"] !== undefined) {
      return "A staging distribution is not simulated.";
    }
    return [
      {
        operation: "CreateDistribution",
        params: { DistributionConfig: distributionConfigOf(config, name) },
      },
    ];
  },
  meaning: () => "A distribution, simulated.",
  deployment: distributionDeployment,
};

const monitoringType: MadeType = {
  type: "AWS::CloudFront::MonitoringSubscription",
  returns: ({ property }) => ({ DistributionId: property("DistributionId") ?? "" }),
  properties: {
    DistributionId: modeled("Names the distribution.", "text"),
    MonitoringSubscription: modeled("Says whether more metrics are published.", "json"),
  },
  make: ({ DistributionId, MonitoringSubscription }) => [
    {
      operation: "CreateMonitoringSubscription",
      params: {
        DistributionId: DistributionId ?? "",
        MonitoringSubscription: objectOf(MonitoringSubscription),
      },
    },
  ],
  meaning: () => "More metrics of a distribution, simulated.",
};

/** A type of something that distributions share. */
function sharedType({
  type,
  kind,
  meaning,
  what,
}: Readonly<Record<"type" | "kind" | "meaning" | "what", string>>): MadeType {
  const noun = type.split("::")[2]!; // Every type has one.
  const config = `${noun}Config`;
  return {
    type,
    returns: ({ name }) => ({ Id: sharedIdOf(kind, name) }),
    properties: { [config]: modeled(meaning, "json") },
    make: (values, { name }): readonly TemplateOperation[] => [
      {
        operation: `Create${noun}`,
        params: {
          Id: sharedIdOf(kind, name),
          [config]: { Name: name, ...flattened(apiConfigOf(values[config])) },
        },
      },
    ],
    meaning: () => `${what}, simulated.`,
  };
}

/** Lists that templates have within a member of their own. */
function flattened(config: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => {
      const held = objectOf(value)["Items"];
      return [name, Array.isArray(held) ? { Quantity: held.length, Items: held } : value];
    }),
  );
}

const functionType: MadeType = {
  type: "AWS::CloudFront::Function",
  nameProperty: "Name",
  naming: { maxLength: 64 },
  returns({ name, partition, accountId }) {
    const arn = functionArnOf(name, { partition, accountId });
    return { FunctionARN: arn, "FunctionMetadata.FunctionARN": arn, Stage: "LIVE" };
  },
  properties: {
    Name: modeled("Names the function.", "text"),
    AutoPublish: modeled("Says whether it is live.", "truth"),
    FunctionCode: modeled(
      "Is not run, but measured: a scenario says what the function does.",
      "text",
    ),
    FunctionConfig: modeled("Says which runtime and which store it has.", "json"),
    FunctionMetadata: ignored("What it would say only a deployment knows."),
    Tags: tags,
  },
  make({ FunctionCode, FunctionConfig, AutoPublish }, { name }) {
    const code = textOf(FunctionCode) ?? "";
    const create: TemplateOperation = {
      operation: "CreateFunction",
      params: {
        Name: name,
        FunctionCode: base64Of(utf8Of(code === "" ? " " : code)),
        FunctionConfig: { Comment: "", ...apiConfigOf(FunctionConfig) },
      },
    };
    if (AutoPublish !== true) return [create];
    const publish = {
      operation: "PublishFunction",
      params: { Name: name, IfMatch: etagOf(name, 1) },
    };
    return [create, publish];
  },
  meaning: () => "A CloudFront Function, simulated.",
};

const storeType: MadeType = {
  type: "AWS::CloudFront::KeyValueStore",
  nameProperty: "Name",
  naming: { maxLength: 64 },
  returns({ name, partition, accountId }) {
    const id = sharedIdOf("key-value-store", name);
    return { Arn: storeArnOf(id, { partition, accountId }), Id: id, Status: "READY" };
  },
  properties: {
    Name: modeled("Names the store.", "text"),
    Comment: modeled("Is shown, and changes nothing.", "text"),
    ImportSource: ignored("What a store holds, a scenario says."),
    Tags: tags,
  },
  make: ({ Comment }, { name }) => [
    {
      operation: "CreateKeyValueStore",
      params: { Name: name, ...(Comment === undefined ? {} : { Comment }) },
    },
  ],
  meaning: () => "A store of keys and values, simulated.",
};

const leftOut = ({ type, meaning }: Readonly<Record<"type" | "meaning", string>>): LeftOutType => ({
  type,
  leftOut: { verdict: "ignored", meaning, charge: null },
});

const identityType: LeftOutType = {
  ...leftOut({
    type: "AWS::CloudFront::CloudFrontOriginAccessIdentity",
    meaning: "A distribution that has one may read its bucket, as by an origin access control.",
  }),
  returns: ({ name }) => ({
    Id: distributionIdOf(name),
    S3CanonicalUserId: distributionIdOf(name),
  }),
};

const outside = ({
  type,
  name,
  absence,
}: Readonly<Record<"type" | "name" | "absence", string>>): LeftOutType => ({
  type,
  leftOut: { verdict: "opaque", name, flow: "requests through it", absence, charge: null },
});

/** What templates may have of CloudFront. */
export const cloudfrontTemplateTypes = templateTypes(facts, [
  distributionType,
  monitoringType,
  sharedType({
    type: "AWS::CloudFront::CachePolicy",
    kind: "cache-policy",
    meaning: "Says which requests are for one object, and how long that is kept.",
    what: "A cache policy",
  }),
  sharedType({
    type: "AWS::CloudFront::OriginRequestPolicy",
    kind: "origin-request-policy",
    meaning: "Says what of a request goes to the origin.",
    what: "An origin request policy",
  }),
  sharedType({
    type: "AWS::CloudFront::ResponseHeadersPolicy",
    kind: "response-headers-policy",
    meaning: "Says which headers responses get.",
    what: "A response headers policy",
  }),
  sharedType({
    type: "AWS::CloudFront::OriginAccessControl",
    kind: "origin-access-control",
    meaning: "Says that requests to an origin are signed.",
    what: "An origin access control",
  }),
  functionType,
  storeType,
  identityType,
  leftOut({
    type: "AWS::CloudFront::KeyGroup",
    meaning: "Nobody looks at signatures: a request says that it is signed.",
  }),
  leftOut({
    type: "AWS::CloudFront::PublicKey",
    meaning: "Nobody looks at signatures: a request says that it is signed.",
  }),
  leftOut({
    type: "AWS::CloudFront::RealtimeLogConfig",
    meaning: "Logs in real time are not kept.",
  }),
  leftOut({
    type: "AWS::CloudFront::FieldLevelEncryptionProfile",
    meaning: "Fields are not encrypted: it changes nothing.",
  }),
  leftOut({ type: "AWS::CloudFront::AnycastIpList", meaning: "Addresses change nothing." }),
  leftOut({
    type: "AWS::CloudFront::TrustStore",
    meaning: "Certificates of clients are not looked at.",
  }),
  leftOut({
    type: "AWS::CloudFront::VpcOrigin",
    meaning: "An origin in a VPC answers as one outside.",
  }),
  leftOut({ type: "AWS::CloudFront::ConnectionFunction", meaning: "Connections are not modeled." }),
  leftOut({ type: "AWS::CloudFront::ConnectionGroup", meaning: "Connections are not modeled." }),
  outside({
    type: "AWS::CloudFront::ContinuousDeploymentPolicy",
    name: "A continuous deployment policy",
    absence: "all requests go to the distribution that it is of",
  }),
  outside({
    type: "AWS::CloudFront::DistributionTenant",
    name: "A distribution tenant",
    absence: "requests through it are not simulated",
  }),
  outside({
    type: "AWS::CloudFront::StreamingDistribution",
    name: "A streaming distribution",
    absence: "requests through it are not simulated",
  }),
]);
