import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, objectOf, spelled, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type {
  TemplateNeighbor,
  TemplateSurroundings,
} from "../../../service/template-surroundings.ts";
import type { Network } from "../environment-traits.ts";
import { accessListPasses, accessListTypes } from "./access-lists.ts";
import { anywhere } from "./address-range.ts";
import { groupLetsIn, groupLetsOut, groupTypes } from "./security-groups.ts";

const ec2 = (name: string): string => `AWS::EC2::${name}`;

/** What decides in a template where a function in a VPC can call. */
export const networkTypes: readonly string[] = [
  ...["VPC", "Subnet", "RouteTable", "SubnetRouteTableAssociation", "Route"].map(ec2),
  ...["NatGateway", "VPCEndpoint"].map(ec2),
  ...groupTypes,
  ...accessListTypes,
];

/**
 * Targets of a route that lead out, other than an internet gateway: an interface of a function has no public address. A
 * peered VPC is none: what it has leads nobody on.
 */
const waysOut = ["NatGatewayId", "TransitGatewayId", "InstanceId", "NetworkInterfaceId"] as const;

/**
 * Where a function in a VPC can call, by the subnets, routes, endpoints and security groups of its template; `null` where
 * the template does not hold its subnets, or some of them lead out and others do not.
 */
function networkIn(
  { VpcConfig: config, Environment: environment }: PlainObject,
  { neighbors, serviceAt }: TemplateSurroundings,
): Network | null {
  const ofType = (name: string) => neighbors.filter(({ type }) => type === ec2(name));
  const named = (name: string, text: string | undefined) =>
    text === undefined ? undefined : ofType(name).find(({ names }) => names.includes(text));
  const subnets = textsIn(memberOf(config, "SubnetIds")).map((text) => named("Subnet", text));
  if (subnets.length === 0 || !subnets.every((each) => each !== undefined)) return null;
  const none = { internet: false, endpoints: [], freeAddresses: null };
  const groups = textsIn(memberOf(config, "SecurityGroupIds"));
  if (!groups.some((text) => groupLetsOut(text, neighbors))) return none;
  const vpcs = subnets.map(({ values }) => textOf(values["VpcId"]));
  const vpc = named("VPC", vpcs[0]);
  if (vpc?.values["InstanceTenancy"] === "dedicated") return none;

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
  const usesSix =
    spelled(memberOf(config, "Ipv6AllowedForDualStack")) === "true" &&
    spelled(objectOf(memberOf(environment, "Variables"))["AWS_USE_DUALSTACK_ENDPOINT"]) ===
      "true" &&
    subnets.every(({ values }) => values["Ipv6CidrBlock"] !== undefined);
  const leads = (values: PlainObject): boolean =>
    values["DestinationCidrBlock"] === anywhere
      ? waysOut.some((way) => values[way] !== undefined)
      : usesSix &&
        values["DestinationIpv6CidrBlock"] === "::/0" &&
        values["EgressOnlyInternetGatewayId"] !== undefined;
  const passes = (subnet: TemplateNeighbor, range: string): boolean =>
    accessListPasses(subnet, range, neighbors);
  const leadsOut = (table: TemplateNeighbor | undefined, nth: number): boolean =>
    table !== undefined &&
    passes(subnets[nth]!, anywhere) && // A table for each subnet.
    ofType("Route").some(
      ({ values }) => isSame("RouteTable", values["RouteTableId"], table) && leads(values),
    );
  const out = tables.filter(leadsOut).length;
  if (out !== 0 && out !== tables.length) return null;

  const within = textOf(vpc?.values["CidrBlock"]) ?? anywhere;
  const serves = ({ values }: TemplateNeighbor): boolean => {
    if (!vpcs.includes(textOf(values["VpcId"]))) return false;
    if ((values["VpcEndpointType"] ?? "Gateway") === "Interface") {
      return (
        spelled(values["PrivateDnsEnabled"]) !== "false" &&
        subnets.every((subnet) => passes(subnet, within)) &&
        groupLetsIn(textsIn(values["SecurityGroupIds"]), { groups, subnets }, neighbors)
      );
    }
    if (!subnets.every((subnet) => passes(subnet, anywhere))) return false;
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

const textsIn = (list: Plain | undefined): readonly string[] =>
  listOf(list).flatMap((each) => textOf(each) ?? []);

/** The same as a parameter of the operation that makes a function, which AWS does not have. */
export const networkParam = (
  values: PlainObject,
  surroundings: TemplateSurroundings | undefined,
): PlainObject => {
  const network = surroundings === undefined ? null : networkIn(values, surroundings);
  return network === null ? {} : { Network: { ...network } };
};
