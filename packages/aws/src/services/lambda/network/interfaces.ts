import { listOf, memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { lambdaRefusal } from "../operations/refusals.ts";

/** Why a function in a VPC gets no network interface: as `StateReasonCode` has it. */
export type InterfaceFailure = "EniLimitExceeded" | "SubnetOutOfIPAddresses";

/** Whether a configuration puts a function in a VPC. */
export const isInVpc = (shown: PlainObject): boolean => interfacesOf(shown).length > 0;

/** The Hyperplane interfaces that a configuration needs: one for each subnet, with its set of security groups. */
export function interfacesOf({ VpcConfig: config }: PlainObject): readonly string[] {
  const groups = listOf(memberOf(config, "SecurityGroupIds")).map((each) => textOf(each) ?? "");
  const set = [...groups].sort().join(" ");
  return listOf(memberOf(config, "SubnetIds")).map((subnet) => `${textOf(subnet)} ${set}`);
}

/** What those hear who invoke a function that has no interface. */
export const interfaceRefusals: Readonly<Record<InterfaceFailure, Refused>> = {
  EniLimitExceeded: lambdaRefusal(
    "ENILimitReachedException",
    "Lambda couldn't create an elastic network interface in the VPC, specified as part of Lambda function configuration, because the limit for network interfaces has been reached.",
  ),
  SubnetOutOfIPAddresses: lambdaRefusal(
    "SubnetIPAddressLimitReachedException",
    "Lambda couldn't set up VPC access for the Lambda function because one or more configured subnets has no available IP addresses.",
  ),
};
