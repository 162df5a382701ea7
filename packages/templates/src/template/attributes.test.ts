import { describe, expect, it } from "vitest";
import { attributeForm, attributesOf } from "./attributes.ts";
import { formatLint, lintTemplate } from "./lint.ts";
import { readTemplate } from "./document.ts";
import { plainOf } from "./node.ts";
import { resolveTemplate } from "./stacks.ts";

const templateOf = (type: string, value: string, properties = "{}"): string =>
  `Resources:\n  Thing: {Type: "${type}", Properties: ${properties}}\n` +
  `  Subject: {Type: AWS::SSM::Parameter, Properties: {Value: ${value}}}\n`;
const valueOf = (text: string, region = "eu-west-1"): unknown => {
  const { resources } = resolveTemplate(readTemplate(text, "t.yaml"), { region });
  const subject = resources.find(({ logicalId }) => logicalId === "Subject");
  return (plainOf(subject!.properties) as { readonly Value: unknown }).Value;
};
const attribute = (type: string, name: string, properties?: string) =>
  valueOf(templateOf(type, `!GetAtt Thing.${name}`, properties));

describe("attributes of types that are not modeled", () => {
  it.each([
    ["AWS::EC2::Instance", "PrivateIp", /^10\.24\.34\.0$/],
    ["AWS::RDS::DBInstance", "Endpoint.Port", /^3306$/],
    ["AWS::RDS::DBInstance", "Endpoint.Address", /\.eu-west-1\.rds\.amazonaws\.com$/],
    ["AWS::EC2::SecurityGroup", "GroupId", /^sg-[0-9a-f]{8}$/],
    ["AWS::CloudFront::Distribution", "DomainName", /^d[0-9a-f]{13}\.cloudfront\.net$/],
    [
      "AWS::ElasticLoadBalancingV2::LoadBalancer",
      "DNSName",
      /-\d{9}\.eu-west-1\.elb\.amazonaws\.com$/,
    ],
    [
      "AWS::DynamoDB::Table",
      "StreamArn",
      /:dynamodb:eu-west-1:\d{12}:table\/stack-Thing-\w+\/stream\/2026-/,
    ],
    ["AWS::DynamoDB::Table", "Arn", /:table\/stack-Thing-\w{12}$/],
    [
      "AWS::RDS::DBInstance",
      "MasterUserSecret.SecretArn",
      /^arn:aws:rds:eu-west-1:\d{12}:.+Secret/,
    ],
    ["AWS::Lightsail::Disk", "AttachedTo", /^Thing\.AttachedTo$/],
    ["AWS::Lightsail::Disk", "IsAttached", /^false$/],
    ["AWS::Lightsail::Disk", "Iops", /^1$/],
    ["AWS::Route53::HostedZone", "NameServers", /^Thing\.NameServers$/],
  ])("%s.%s has its documented form", (type, name, form) => {
    expect(attribute(type, name)).toMatch(form);
    expect(attribute(type, name)).toBe(attribute(type, name));
  });

  it("are those of other resources where those have other names", () => {
    const text = (id: string) =>
      templateOf("AWS::EC2::SecurityGroup", `!GetAtt ${id}.GroupId`).replace(
        "  Subject",
        "  Other: {Type: AWS::EC2::SecurityGroup}\n  Subject",
      );
    expect(valueOf(text("Thing"))).not.toBe(valueOf(text("Other")));
  });

  it("agree with Ref where that returns the same", () => {
    for (const [type, name] of [
      ["AWS::EC2::VPC", "VpcId"],
      ["AWS::ApiGateway::RestApi", "RestApiId"],
      ["AWS::MSK::Cluster", "Arn"],
      ["AWS::ECS::Service", "ServiceArn"],
    ] as const) {
      expect(attribute(type, name), type).toBe(valueOf(templateOf(type, "!Ref Thing")));
    }
  });

  it("are what the template has where AWS returns properties", () => {
    expect(attribute("AWS::EC2::Subnet", "CidrBlock", "{CidrBlock: 10.0.1.0/24}")).toBe(
      "10.0.1.0/24",
    );
    expect(attribute("AWS::SQS::Queue", "VisibilityTimeout", "{VisibilityTimeout: 45}")).toBe(45);
    expect(attribute("AWS::SQS::Queue", "VisibilityTimeout")).toBe("Thing.VisibilityTimeout");
  });

  it.each([
    [
      "AWS::DynamoDB::Table",
      "TableName",
      'expected Arn or StreamArn of AWS::DynamoDB::Table, received "TableName"',
    ],
    ["AWS::DynamoDB::Table", "arn", 'received "arn"; did you mean Arn?'],
    ["AWS::RDS::DBInstance", "Endpoint.Adress", "did you mean Endpoint.Address?"],
    ["AWS::SSM::Parameter", "Valeu", 'received "Valeu"; did you mean Value?'],
    ["AWS::S3::BucketPolicy", "Arn", 'expected none of AWS::S3::BucketPolicy, received "Arn"'],
    ["AWS::EC2::VPC", "Id", " or another of AWS::EC2::VPC, received"],
  ])("%s.%s is refused, wherever it stands", (type, name, message) => {
    const texts = [
      templateOf(type, `!GetAtt Thing.${name}`),
      templateOf(type, `!GetAtt [Thing, ${name}]`),
      templateOf(type, `!Sub "x-\${Thing.${name}}"`),
      `${templateOf(type, "x")}Outputs: {Out: {Value: !GetAtt Thing.${name}}}\n`,
    ];
    for (const text of texts) {
      expect(() => resolveTemplate(readTemplate(text, "t.yaml"))).toThrow(message);
    }
  });

  it.each([
    ["Custom::Seed", "Anything.At.All"],
    ["AWS::CloudFormation::CustomResource", "Answer"],
    ["AWS::CloudFormation::Stack", "Outputs.QueueUrl"],
    ["AWS::CloudFormation::WaitCondition", "Data"],
  ])("%s has whatever answers for it says, such as %s", (type, name) => {
    expect(attribute(type, name)).toBe(`Thing.${name}`);
  });

  it("are named where what is simulated has them", () => {
    const text = `Resources:
  Database: {Type: AWS::RDS::DBInstance}
  Unused: {Type: AWS::EC2::Instance}
  Note: {Type: AWS::SSM::Parameter, Properties: {Value: !GetAtt Unused.PrivateIp}}
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: a.b
      Role: arn:aws:iam::123456789012:role/r
      Code: {ZipFile: x}
      Environment: {Variables: {HOST: !GetAtt Database.Endpoint.Address, ARN: !GetAtt Database.DBInstanceArn}}
`;
    const report = lintTemplate(text, "t.yaml");
    expect(report.assumed.map(({ reference }) => reference)).toEqual(["Database.Endpoint.Address"]);
    expect(formatLint(report)).toMatch(
      /\nassumed, since only AWS knows it\n {2}Database\.Endpoint\.Address {2}\S+\.rds\.amazonaws\.com\n/,
    );
  });

  it("are read of every type that AWS's specification has", () => {
    const attributes = attributesOf("AWS::EC2::VPC");
    expect(attributes?.get("VpcId")).toBe("ref");
    expect(attributes?.get("CidrBlockAssociations")).toBe("other");
    expect(attributes?.get("EnableDnsSupport")).toBe("property");
    expect(attributeForm(attributes!, "CidrBlockAssociations.0")).toBe("other");
    expect(attributeForm(attributes!, "VpcId.0")).toBeUndefined();
    expect(attributesOf("AWS::Nothing::Ever")).toBeUndefined();
  });
});
