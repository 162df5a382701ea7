import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, spelled, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { TemplateNeighbor, TemplateSurroundings } from "../../../service/template-type.ts";
import type { Network } from "../environment-traits.ts";

const ec2 = (name: string): string => `AWS::EC2::${name}`;

/** What decides in a template where a function in a VPC can call. */
export const networkTypes: readonly string[] = [
  "Subnet",
  "RouteTable",
  "SubnetRouteTableAssociation",
  "Route",
  "NatGateway",
  "VPCEndpoint",
  "SecurityGroup",
  "SecurityGroupEgress",
].map(ec2);

/** Targets of a route that lead out, other than an internet gateway: an interface of a function has no public address. */
const waysOut = ["NatGatewayId", "TransitGatewayId", "InstanceId", "NetworkInterfaceId"] as const;

/**
 * Where a function in a VPC can call, by the subnets, routes, endpoints and security groups of its template; `null` where
 * the template does not hold its subnets, or some of them lead out and others do not.
 */
function networkIn(
  config: Plain | undefined,
  { neighbors, serviceAt }: TemplateSurroundings,
): Network | null {
  const ofType = (name: string) => neighbors.filter(({ type }) => type === ec2(name));
  const named = (name: string, text: string | undefined) =>
    text === undefined ? undefined : ofType(name).find(({ names }) => names.includes(text));
  const subnets = textsIn(memberOf(config, "SubnetIds")).map((text) => named("Subnet", text));
  if (subnets.length === 0 || !subnets.every((each) => each !== undefined)) return null;
  const none = { internet: false, endpoints: [], freeAddresses: null };
  const groups = textsIn(memberOf(config, "SecurityGroupIds"));
  if (!groups.some((text) => letsOut(text, neighbors))) return none;

  const isSame = (type: string, one: Plain | undefined, { names }: TemplateNeighbor): boolean => {
    const text = textOf(one);
    return text !== undefined && (names.includes(text) || named(type, text)?.names[0] === names[0]);
  };
  const tableOf = (subnet: TemplateNeighbor): TemplateNeighbor | undefined => {
    const association = ofType("SubnetRouteTableAssociation").find(({ values }) =>
      isSame("Subnet", values["SubnetId"], subnet),
    );
    return named("RouteTable", textOf(association?.values["RouteTableId"]));
  };
  const tables = subnets.map(tableOf); // The main one of the VPC has no routes that a template could give.
  const leadsOut = (table: TemplateNeighbor | undefined): boolean =>
    table !== undefined &&
    ofType("Route").some(
      ({ values }) =>
        values["DestinationCidrBlock"] === "0.0.0.0/0" &&
        isSame("RouteTable", values["RouteTableId"], table) &&
        waysOut.some((way) => values[way] !== undefined),
    );
  const out = tables.filter(leadsOut).length;
  if (out !== 0 && out !== tables.length) return null;

  const vpcs = subnets.map(({ values }) => textOf(values["VpcId"]));
  const serves = ({ values }: TemplateNeighbor): boolean => {
    if (!vpcs.includes(textOf(values["VpcId"]))) return false;
    if ((values["VpcEndpointType"] ?? "Gateway") === "Interface") {
      return spelled(values["PrivateDnsEnabled"]) !== "false";
    }
    const routed = listOf(values["RouteTableIds"]);
    return tables.every(
      (table) => table !== undefined && routed.some((text) => isSame("RouteTable", text, table)),
    );
  };
  const endpoints = ofType("VPCEndpoint")
    .filter(serves)
    .flatMap(({ values }) => endpointIn(textOf(values["ServiceName"])))
    .map(serviceAt);
  return { ...none, internet: out > 0, endpoints: [...new Set(endpoints)].sort() };
}

/** The end of such a name as `com.amazonaws.us-east-1.sqs`. */
function endpointIn(name: string | undefined): readonly string[] {
  const [, , , ...rest] = (name ?? "").split(".");
  return rest.length === 1 ? rest : [];
}

/** Whether a security group lets HTTPS out: all goes where a template says nothing, or does not hold the group. */
function letsOut(text: string, neighbors: readonly TemplateNeighbor[]): boolean {
  const group = neighbors.find(
    ({ type, names }) => type === ec2("SecurityGroup") && names.includes(text),
  );
  const own = group?.values["SecurityGroupEgress"];
  if (group === undefined || own === undefined) return true;
  const beside = neighbors
    .filter(({ type, values }) => {
      const id = textOf(values["GroupId"]);
      return type === ec2("SecurityGroupEgress") && id !== undefined && group.names.includes(id);
    })
    .map(({ values }) => values);
  return [...listOf(own), ...beside].some(isForHttps);
}

function isForHttps(rule: Plain): boolean {
  const protocol = spelled(memberOf(rule, "IpProtocol"));
  if (protocol === "-1") return true;
  if (protocol !== "tcp" && protocol !== "6") return false;
  const port = (name: string): number => Number(memberOf(rule, name) ?? Number.NaN);
  return port("FromPort") <= 443 && port("ToPort") >= 443;
}

const textsIn = (list: Plain | undefined): readonly string[] =>
  listOf(list).flatMap((each) => textOf(each) ?? []);

/** The same as a parameter of the operation that makes a function, which AWS does not have. */
export const networkParam = (
  { VpcConfig }: PlainObject,
  surroundings: TemplateSurroundings | undefined,
): PlainObject => {
  const network = surroundings === undefined ? null : networkIn(VpcConfig, surroundings);
  return network === null ? {} : { Network: { ...network } };
};
