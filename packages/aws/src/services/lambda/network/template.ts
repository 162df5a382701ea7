import type { Plain } from "@orrery/kernel";
import { listOf, objectOf, spelled } from "../../../request/params.ts";
import type { PropertyMeaning } from "../../../service/template-type.ts";
import { hexadecimalOf } from "../../../text/hexadecimal.ts";

/** Where a function in a template is in a VPC. */
export const vpcProperty: PropertyMeaning = {
  verdict: "modeled",
  meaning:
    "Says that it is in a VPC. What that leads to the routes, endpoints, security groups and access lists of the template say, or else the scenario's `network`.",
  read: {
    members: {
      SubnetIds: "textList",
      SecurityGroupIds: "textList",
      Ipv6AllowedForDualStack: "truth",
    },
  },
};

/** What a function in a template mounts. */
export const fileSystemsProperty: PropertyMeaning = {
  verdict: "modeled",
  meaning:
    "Is mounted, with the scenario's `fileSystem`. Its access point and the policy of its file system say who may do what there.",
  read: "plain",
  charge: "its file system",
};

/** File systems, by ARNs that Lambda takes: access points that a template makes have none of that form here. */
export const fileSystemsIn = (given: Plain | undefined): readonly Plain[] =>
  listOf(given).map((each) => {
    // How a file system caches and reads is no member that the API's model has.
    const { Arn = "", LocalMountPath = "" } = objectOf(each);
    const arn = spelled(Arn);
    const isKnown = arn.includes(":access-point/fsap-");
    return { Arn: isKnown ? arn : accessPointArn(arn), LocalMountPath };
  });

function accessPointArn(arn: string): string {
  const [, partition = "aws", , region = "us-east-1", account = "123456789012"] = arn.split(":");
  let mixed = 0;
  for (const letter of arn) mixed = (Math.imul(mixed, 31) + letter.codePointAt(0)!) >>> 0;
  const digits = hexadecimalOf(mixed, Math.imul(mixed, 0x9e3779b1), ~mixed, mixed).slice(0, 17);
  return `arn:${partition}:elasticfilesystem:${region}:${account}:access-point/fsap-${digits}`;
}
