import { memberOf, spelled, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { TemplateNeighbor } from "../../../service/template-surroundings.ts";
import { covers } from "./address-range.ts";

const type = {
  list: "AWS::EC2::NetworkAcl",
  entry: "AWS::EC2::NetworkAclEntry",
  association: "AWS::EC2::SubnetNetworkAclAssociation",
} as const;

/** What says in a template what the access lists of subnets let through. */
export const accessListTypes: readonly string[] = Object.values(type);

const https = { from: 443, to: 443 } as const;
/** The ports at which answers come. */
const answers = { from: 1_024, to: 65_535 } as const;

/**
 * Whether the access list of a subnet lets HTTPS out to a range of addresses, and the answers in: it remembers no connection. Its
 * entries are looked at by their numbers, and the first that is about it decides; what none is about is dropped. The list that a
 * subnet has without an association lets all through, and so does one that the template does not hold.
 */
export function accessListPasses(
  subnet: TemplateNeighbor,
  range: string,
  neighbors: readonly TemplateNeighbor[],
): boolean {
  const association = neighbors.find(
    ({ type: its, values }) =>
      its === type.association && subnet.names.includes(textOf(values["SubnetId"]) ?? ""),
  );
  const id = textOf(association?.values["NetworkAclId"]);
  const list = neighbors.find(
    ({ type: its, names }) => its === type.list && id !== undefined && names.includes(id),
  );
  if (list === undefined) return true;
  const entries = neighbors
    .filter(
      ({ type: its, values }) =>
        its === type.entry && list.names.includes(textOf(values["NetworkAclId"]) ?? ""),
    )
    .map(({ values }) => values)
    .sort((one, other) => Number(one["RuleNumber"]) - Number(other["RuleNumber"]));
  const passes = (isOut: boolean, ports: Ports): boolean =>
    entries.find(
      (entry) => (spelled(entry["Egress"]) === "true") === isOut && decides(entry, ports, range),
    )?.["RuleAction"] === "allow";
  return passes(true, https) && passes(false, answers);
}

interface Ports {
  readonly from: number;
  readonly to: number;
}

/** Whether an entry is about all that goes there; one that denies, about any of its ports. */
function decides(entry: PlainObject, { from, to }: Ports, range: string): boolean {
  const protocol = spelled(entry["Protocol"]);
  if (protocol !== "-1" && protocol !== "6") return false;
  const own = textOf(entry["CidrBlock"]);
  if (own === undefined || covers(own, range) === false) return false;
  if (protocol === "-1") return true;
  const port = (name: string): number => Number(memberOf(entry["PortRange"], name) ?? Number.NaN);
  const [first, last] = [port("From"), port("To")];
  return entry["RuleAction"] === "deny" ? first <= to && last >= from : first <= from && last >= to;
}
