import { describe, expect, it } from "vitest";
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
/** An interface endpoint with a group that the template does not hold. */
const inside = "VpcEndpointType: Interface, SecurityGroupIds: [sg-elsewhere]";
const parts = [
  "Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}",
  "Igw: {Type: AWS::EC2::InternetGateway}",
  "Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.9.0/24}}",
  "Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Public}}",
  subnet("A"),
  subnet("B"),
];

/** Where a function in a VPC can call, as its template says. */
function networkOf(
  resources: readonly string[],
  subnets = "!Ref A",
  groups = "!GetAtt G.GroupId",
  { vpc = "", more = "" } = {},
) {
  const fn = `Fn: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs22.x, Handler: i.h, Role: r, Code: {ZipFile: ""}, VpcConfig: {SubnetIds: [${subnets}], SecurityGroupIds: [${groups}]${vpc}}${more}}}`;
  const own = resources.some((each) => each.startsWith("G: "))
    ? []
    : ["G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}"];
  const names = new Set(resources.map((each) => each.slice(0, each.indexOf(":"))));
  const usual = parts.filter((each) => !names.has(each.slice(0, each.indexOf(":"))));
  const text = `Resources:\n${[...usual, ...own, ...resources, fn].map((each) => `  ${each}`).join("\n")}\n`;
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
  const queues = endpoint("sqs", `${inside}, PrivateDnsEnabled: true`);
  const streams = endpoint("kinesis-streams", inside);
  const unnamed = endpoint("sns", `${inside}, PrivateDnsEnabled: false`);
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

it("lambda.vpc.peering: a VPC that is peered leads nobody on to the internet", () => {
  const table = routed("T", "A");
  expect(networkOf([...table, route("T", "VpcPeeringConnectionId: pcx-1")])).toEqual(nowhere);
  expect(networkOf([...table, route("T", "TransitGatewayId: tgw-1")])).toEqual(everywhere);
});

it("lambda.vpc.tenancy: a function reaches nothing from a VPC of dedicated instances", () => {
  const vpc = (tenancy: string) =>
    `Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, InstanceTenancy: ${tenancy}}}`;
  const out = [...routed("T", "A"), route("T", toNat)];
  expect(networkOf([...out, vpc("dedicated")])).toEqual(nowhere);
  expect(networkOf([...out, vpc("default")])).toEqual(everywhere);
});

describe("lambda.vpc.access-list: entries by their numbers, both ways", () => {
  const entry = (
    number: number,
    isOut: boolean,
    action: string,
    { ports = "", range = "0.0.0.0/0" } = {},
  ) =>
    `Entry${number}${isOut ? "Out" : "In"}: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: ${number}, Egress: ${isOut}, RuleAction: ${action}, Protocol: ${ports === "" ? -1 : 6}, CidrBlock: ${range}${ports === "" ? "" : `, PortRange: {${ports}}`}}}`;
  const https = { ports: "From: 443, To: 443" };
  const answers = { ports: "From: 1024, To: 65535" };
  const queues = endpoint("sqs", inside);
  const within = (...entries: readonly string[]) =>
    networkOf([
      ...routed("T", "A"),
      route("T", toNat),
      queues,
      "Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}",
      "OfA: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref A, NetworkAclId: !Ref Acl}}",
      ...entries,
    ]);
  const all = { ...everywhere, endpoints: ["sqs"] };
  it.each([
    ["drops what none is about", [], nowhere],
    ["needs a way out", [entry(100, false, "allow")], nowhere],
    ["needs a way in for answers", [entry(100, true, "allow", https)], nowhere],
    [
      "remembers no connection",
      [entry(100, true, "allow"), entry(100, false, "allow", https)],
      nowhere,
    ],
    [
      "lets out and answers in",
      [entry(100, true, "allow", https), entry(100, false, "allow", answers)],
      all,
    ],
    [
      "asks the lower number first",
      [entry(90, true, "deny", https), entry(100, true, "allow"), entry(100, false, "allow")],
      nowhere,
    ],
    [
      "asks no higher number",
      [entry(110, true, "deny", https), entry(100, true, "allow"), entry(100, false, "allow")],
      all,
    ],
    [
      "knows ranges of addresses",
      ["10.0.0.0/8"].flatMap((range) => [
        entry(100, true, "allow", { range }),
        entry(100, false, "allow", { range }),
      ]),
      { ...nowhere, endpoints: ["sqs"] },
    ],
  ])("%s", (_what, entries, network) => {
    expect(within(...entries)).toEqual(network);
  });
});

describe("lambda.vpc.security-group: an interface endpoint lets in whom its groups name", () => {
  const group = (ingress: string) =>
    `E: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: e, VpcId: !Ref Vpc, SecurityGroupIngress: [${ingress}]}}`;
  const own = endpoint("sqs", "VpcEndpointType: Interface, SecurityGroupIds: [!GetAtt E.GroupId]");
  const reached = (...resources: readonly string[]) => {
    const network = networkOf([...routed("T", "A"), ...resources]) as { endpoints: string[] };
    return network.endpoints.length === 1;
  };
  const port = "IpProtocol: tcp, FromPort: 443, ToPort: 443";
  it.each([
    ["", false],
    [`{${port}, SourceSecurityGroupId: !GetAtt G.GroupId}`, true],
    [`{${port}, SourceSecurityGroupId: sg-elsewhere}`, false],
    [`{${port}, CidrIp: 10.0.0.0/16}`, true],
    [`{${port}, CidrIp: 10.0.7.0/24}`, false],
    ["{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}", false],
  ])("[%s]: %s", (ingress, expected) => {
    expect(reached(own, group(ingress))).toBe(expected);
  });

  it("and a rule of its own counts as one of the group", () => {
    const beside = `Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt E.GroupId, ${port}, SourceSecurityGroupId: !GetAtt G.GroupId}}`;
    expect(reached(own, group(""), beside)).toBe(true);
  });

  it("and without any it has the group of its VPC, which lets in itself alone", () => {
    expect(reached(endpoint("sqs", "VpcEndpointType: Interface"))).toBe(false);
  });
});

it("lambda.vpc.ipv6: leads out of dual-stack subnets by an egress-only gateway, where it is allowed and asked for", () => {
  const six = (name: string) =>
    `${name}: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, Ipv6CidrBlock: "2001:db8::/64"}}`;
  const way =
    'SixRoute: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: eigw-1}}';
  const allowed = ", Ipv6AllowedForDualStack: true";
  const asked = ', Environment: {Variables: {AWS_USE_DUALSTACK_ENDPOINT: "true"}}';
  const network = (subnets: readonly string[], vpc: string, more: string) =>
    networkOf([...routed("T", "A"), ...subnets, way], "!Ref A", undefined, { vpc, more });
  expect(network([six("A")], allowed, asked)).toEqual(everywhere);
  expect(network([six("A")], "", asked)).toEqual(nowhere);
  expect(network([six("A")], allowed, "")).toEqual(nowhere);
  expect(network([], allowed, asked)).toEqual(nowhere);
});
