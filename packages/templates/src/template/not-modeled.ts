import type { LeftOutMeaning, NameRule } from "@orrery/aws";

/**
 * What resources mean whose service is not modeled. When it is, its rows go: its own folder says then what
 * its types mean.
 */
type Family = DistributiveOmit<LeftOutMeaning, "charge">;
type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;

const inDurations = "calls to it must be part of the durations of the functions that make them";
const logs = "Logs and metrics of AWS are not written; the simulation keeps its own.";
const encryption = "Encryption costs nothing and changes nothing here.";
const configuration = "Stored values are not read: references to them are placeholders.";
const customResource =
  "Its request reaches the function or topic of its ServiceToken; a script or customResources of a scenario says what it is answered.";
const nested = "Its template is not opened: what it would make is missing.";

const ignored = (meaning: string): Family => ({ verdict: "ignored", meaning });
const opaque = (name: string, flow?: string, absence = inDurations): Family =>
  flow === undefined
    ? { verdict: "opaque", name, absence }
    : { verdict: "opaque", name, flow, absence };

const unsimulated = (meaning: string): Family => ({ verdict: "opaque", meaning });

const networks = unsimulated(
  "Networks and servers are not modeled: they add no latency, block nothing and do nothing.",
);
const waysOut = unsimulated(
  "Decides which services functions in its subnets can call. It adds no latency, and nothing is limited there.",
);

/** By type or beginning of a type; the longest that fits counts. */
const families: Readonly<Record<string, Family>> = {
  "AWS::ApplicationInsights::": ignored(logs),
  "AWS::CloudTrail::": ignored(logs),
  "AWS::KMS::": ignored(encryption),
  "AWS::SSM::": ignored(configuration),
  "AWS::SecretsManager::": ignored(configuration),
  "AWS::Route53::": ignored("Names are not looked up: they cost nothing and take no time."),
  "AWS::CertificateManager::": ignored("Certificates change nothing here."),
  "AWS::CDK::Metadata": ignored("A mark of the CDK, which changes nothing."),
  "AWS::CloudFormation::WaitConditionHandle": ignored("It only orders a deployment."),
  "AWS::AppSync::": opaque(
    "AppSync",
    "requests through it",
    "requests through it are not simulated",
  ),
  "AWS::IoT::": opaque(
    "IoT Core",
    "messages that its rules pass on",
    "its messages are not simulated",
  ),
  "AWS::EC2::": networks,
  "AWS::EC2::NatGateway": waysOut,
  "AWS::EC2::Route": waysOut,
  "AWS::EC2::RouteServer": networks,
  "AWS::EC2::SecurityGroup": waysOut,
  "AWS::EC2::SecurityGroupIngress": networks,
  "AWS::EC2::Subnet": waysOut,
  "AWS::EC2::SubnetCidrBlock": networks,
  "AWS::EC2::SubnetNetworkAclAssociation": networks,
  "AWS::EC2::VPCEndpoint": waysOut,
  "AWS::EC2::VPCEndpointConnectionNotification": networks,
  "AWS::EC2::VPCEndpointService": networks,
  "AWS::CloudFormation::CustomResource": unsimulated(customResource),
  "Custom::": unsimulated(customResource),
  "AWS::CloudFormation::Stack": unsimulated(nested),
};

/**
 * What AWS charges for resources that are not simulated, by type or beginning of a type; the longest
 * that fits counts. `null`: nothing, for the resource itself or since another one bears it.
 */
const charges: Readonly<Record<string, string | null>> = {
  "AWS::AppSync::": null,
  "AWS::AppSync::GraphQLApi": "AppSync requests",
  "AWS::KMS::": null,
  "AWS::KMS::Key": "KMS key and its requests",
  "AWS::KMS::ReplicaKey": "KMS key and its requests",
  "AWS::SSM::": null,
  "AWS::SSM::Parameter": "SSM parameters above the standard tier",
  "AWS::SecretsManager::": null,
  "AWS::SecretsManager::Secret": "Secrets Manager secret and its requests",
  "AWS::Route53::": "Route 53 zones and queries",
  "AWS::CertificateManager::": null,
  "AWS::EC2::": null,
  "AWS::EC2::EIP": "public IPv4 address hours",
  "AWS::EC2::Instance": "EC2 instance hours",
  "AWS::EC2::NatGateway": "NAT gateway hours and data",
  "AWS::EC2::VPCEndpoint": "VPC endpoint hours and data",
  "AWS::EC2::VPNConnection": "VPN connection hours",
  "AWS::EC2::Volume": "EBS storage",
  "AWS::CDK::Metadata": null,
  "AWS::CloudFormation::": null,
  "AWS::CloudFormation::Stack": "whatever its nested template makes",
  "Custom::": null,
};

/** How resources are named and what they return, where neither follows from the type's own facts. */
export const notModeledForms: Readonly<
  Record<
    string,
    { readonly naming?: NameRule; readonly returns?: Readonly<Record<string, string>> }
  >
> = {
  "AWS::CloudFormation::Stack": { naming: { maxLength: 128 } },
};

/** What a resource means whose type no service that is modeled has; its charge with it. */
export function notModeled(type: string): LeftOutMeaning {
  const family = longestFit(families, type) ?? opaque(type.split("::")[1] ?? type);
  const charge = longestFit(charges, type);
  return { ...family, charge: charge === undefined ? `whatever AWS charges for ${type}` : charge };
}

/** Whether we say something of exactly this type. */
export const hasRow = (type: string): boolean => Object.hasOwn(families, type);

/** What people call the service that has a type; `null` where nobody knows it. */
export function serviceNameOf(type: string): string | null {
  const family = longestFit(families, type);
  return family !== undefined && "name" in family ? family.name : null;
}

/** Beginnings of types that have a row. */
export const spokenOf: readonly string[] = [
  ...new Set([families, charges, notModeledForms].flatMap((rows) => Object.keys(rows))),
];

function longestFit<Row>(rows: Readonly<Record<string, Row>>, type: string): Row | undefined {
  let best = "";
  for (const key of Object.keys(rows)) {
    const fits = key.endsWith("::") ? type.startsWith(key) : type === key;
    if (fits && key.length > best.length) best = key;
  }
  return rows[best];
}
