import type { Plain } from "@orrery/kernel";
import { listOf, memberOf, spelled, textOf } from "../../../request/params.ts";
import type { TemplateNeighbor } from "../../../service/template-surroundings.ts";
import { anywhere, covers } from "./address-range.ts";

const type = {
  group: "AWS::EC2::SecurityGroup",
  egress: "AWS::EC2::SecurityGroupEgress",
  ingress: "AWS::EC2::SecurityGroupIngress",
} as const;

/** What says in a template what security groups let through. */
export const groupTypes: readonly string[] = Object.values(type);

const groupNamed = (
  text: string,
  neighbors: readonly TemplateNeighbor[],
): TemplateNeighbor | undefined =>
  neighbors.find((each) => each.type === type.group && each.names.includes(text));

/** Rules of a group that resources of their own add. */
const besides = (
  { names }: TemplateNeighbor,
  kind: string,
  neighbors: readonly TemplateNeighbor[],
): readonly Plain[] =>
  neighbors
    .filter(({ type: its, values }) => {
      const id = textOf(values["GroupId"]);
      return its === kind && id !== undefined && names.includes(id);
    })
    .map(({ values }) => values);

/** Whether a security group lets HTTPS out: all goes where a template says nothing, or does not hold the group. */
export function groupLetsOut(text: string, neighbors: readonly TemplateNeighbor[]): boolean {
  const group = groupNamed(text, neighbors);
  const own = group?.values["SecurityGroupEgress"];
  if (group === undefined || own === undefined) return true;
  return [...listOf(own), ...besides(group, type.egress, neighbors)].some(isForHttps);
}

/** Who asks: functions with these groups, in these subnets. */
interface Askers {
  readonly groups: readonly string[];
  readonly subnets: readonly TemplateNeighbor[];
}

/**
 * Whether one of the groups of a private resource lets HTTPS of a function in. Without any it has the group of its VPC, which lets
 * in what is in it alone. What a template does not hold lets all in.
 */
export function groupLetsIn(
  texts: readonly string[],
  { groups, subnets }: Askers,
  neighbors: readonly TemplateNeighbor[],
): boolean {
  const own = groups.map((text) => groupNamed(text, neighbors));
  if (texts.length === 0) return own.includes(undefined);
  const isFrom = (rule: Plain): boolean => {
    const from = textOf(memberOf(rule, "SourceSecurityGroupId"));
    if (from !== undefined) return own.some((group) => group?.names.includes(from) !== false);
    const range = textOf(memberOf(rule, "CidrIp"));
    if (range === undefined) return memberOf(rule, "CidrIpv6") === undefined; // A list of prefixes, which nobody has here.
    return subnets.every(
      ({ values }) => covers(range, textOf(values["CidrBlock"]) ?? anywhere) !== false,
    );
  };
  return texts.some((text) => {
    const group = groupNamed(text, neighbors);
    if (group === undefined) return true;
    const rules = [
      ...listOf(group.values["SecurityGroupIngress"]),
      ...besides(group, type.ingress, neighbors),
    ];
    return rules.some((rule) => isForHttps(rule) && isFrom(rule));
  });
}

function isForHttps(rule: Plain): boolean {
  const protocol = spelled(memberOf(rule, "IpProtocol"));
  if (protocol === "-1") return true;
  if (protocol !== "tcp" && protocol !== "6") return false;
  const port = (name: string): number => Number(memberOf(rule, name) ?? Number.NaN);
  return port("FromPort") <= 443 && port("ToPort") >= 443;
}
