/** What the Regions of partitions begin with. Source: AWS's endpoint rules (botocore, `partitions.json`), 2026-08. */
const partitions: readonly (readonly [region: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-isob-", "aws-iso-b"],
  ["us-isof-", "aws-iso-f"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-iso-", "aws-iso"],
  ["eusc-", "aws-eusc"],
];

/** The partition that a Region is in, as ARNs name it. */
export const partitionOf = (region: string): string =>
  partitions.find(([start]) => region.startsWith(start))?.[1] ?? "aws";
