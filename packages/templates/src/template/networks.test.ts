import { expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { templateOperations } from "./plan.ts";
import { resolveTemplate } from "./stacks.ts";

const subnet = (name: string) =>
  `${name}: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}`;
const routed = (table: string, ...subnets: readonly string[]) => [
  `${table}: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}`,
  ...subnets.map(
    (name) =>
      `${table}${name}: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref ${name}, RouteTableId: !Ref ${table}}}`,
  ),
];
const route = (table: string, target: string, destination = "0.0.0.0/0") =>
  `${table}Route: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref ${table}, DestinationCidrBlock: ${destination}, ${target}}}`;
const endpoint = (service: string, more: string) =>
  `E${service.replaceAll("-", "")}: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, ServiceName: !Sub "com.amazonaws.\${AWS::Region}.${service}", ${more}}}`;
const toNat = "NatGatewayId: !Ref Nat";
const parts = [
  "Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}",
  "Igw: {Type: AWS::EC2::InternetGateway}",
  "Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.9.0/24}}",
  "Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Public}}",
  subnet("A"),
  subnet("B"),
];

/** Where a function in a VPC can call, as its template says. */
function networkOf(resources: readonly string[], subnets = "!Ref A", groups = "!GetAtt G.GroupId") {
  const fn = `Fn: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs22.x, Handler: i.h, Role: r, Code: {ZipFile: ""}, VpcConfig: {SubnetIds: [${subnets}], SecurityGroupIds: [${groups}]}}}`;
  const own = resources.some((each) => each.startsWith("G: "))
    ? []
    : ["G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}"];
  const text = `Resources:\n${[...parts, ...own, ...resources, fn].map((each) => `  ${each}`).join("\n")}\n`;
  const { operations } = templateOperations(resolveTemplate(readTemplate(text, "t.yaml")));
  return operations.find(({ operation }) => operation === "CreateFunction")?.params["Network"];
}

const nowhere = { internet: false, endpoints: [], freeAddresses: null };
const everywhere = { ...nowhere, internet: true };

it("a route to a NAT gateway leads out, one to an internet gateway or elsewhere does not", () => {
  expect(networkOf([...routed("T", "A"), route("T", toNat)])).toEqual(everywhere);
  expect(networkOf([...routed("T", "A"), route("T", "GatewayId: !Ref Igw")])).toEqual(nowhere);
  expect(networkOf([...routed("T", "A"), route("T", toNat, "10.9.0.0/16")])).toEqual(nowhere);
  // A subnet without an association has the main table of its VPC.
  expect(networkOf([...routed("T", "B"), route("T", toNat)])).toEqual(nowhere);
});

it("endpoints serve the subnets of their VPC, gateways those whose tables they are in", () => {
  const table = routed("T", "A");
  const gateway = (tables: string) => endpoint("dynamodb", `RouteTableIds: [${tables}]`);
  const queues = endpoint("sqs", "VpcEndpointType: Interface, PrivateDnsEnabled: true");
  const streams = endpoint("kinesis-streams", "VpcEndpointType: Interface");
  const unnamed = endpoint("sns", "VpcEndpointType: Interface, PrivateDnsEnabled: false");
  const endpointsOf = (...resources: readonly string[]) =>
    networkOf([...table, ...routed("Other", "B"), ...resources]);
  const endpoints = ["dynamodb", "kinesis", "sqs"];
  expect(endpointsOf(gateway("!Ref T"), queues, streams, unnamed)).toEqual({
    ...nowhere,
    endpoints,
  });
  expect(endpointsOf(gateway("!Ref Other"))).toEqual(nowhere);
  expect(endpointsOf(queues.replace("!Ref Vpc", "vpc-other"))).toEqual(nowhere);
});

it("a security group that lets no HTTPS out leads nowhere", () => {
  const group = (egress: string) =>
    `G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc, SecurityGroupEgress: [${egress}]}}`;
  const out = [...routed("T", "A"), route("T", toNat)];
  const withEgress = (egress: string, ...more: readonly string[]) =>
    networkOf([...out, group(egress), ...more]);
  expect(withEgress("{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}")).toEqual(
    everywhere,
  );
  expect(withEgress("{IpProtocol: -1, CidrIp: 0.0.0.0/0}")).toEqual(everywhere);
  const closed = "{IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32}";
  expect(withEgress(closed)).toEqual(nowhere);
  const opened =
    "X: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !GetAtt G.GroupId, IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: 0.0.0.0/0}}";
  expect(withEgress(closed, opened)).toEqual(everywhere);
  expect(networkOf([...out, group(closed)], "!Ref A", "sg-elsewhere")).toEqual(everywhere);
});

it("says nothing of subnets that it does not hold, or of which some lead out and others do not", () => {
  expect(networkOf([], "subnet-1")).toBeUndefined();
  const mixed = [...routed("T", "A"), route("T", toNat)];
  expect(networkOf(mixed, "!Ref A, !Ref B")).toBeUndefined();
  expect(networkOf([...routed("T", "A", "B"), route("T", toNat)], "!Ref A, !Ref B")).toEqual(
    everywhere,
  );
});
