import type { Home } from "../../service/caller.ts";

const arnOf = ({ partition, region, accountId }: Home, resource: string): string =>
  `arn:${partition}:athena:${region}:${accountId}:${resource}`;

/** The ARN of a workgroup. */
export const workgroupArn = (name: string, home: Home): string => arnOf(home, `workgroup/${name}`);
/** The ARN of a data catalog. */
export const catalogArn = (name: string, home: Home): string => arnOf(home, `datacatalog/${name}`);
/** The ARN of a capacity reservation. */
export const reservationArn = (name: string, home: Home): string =>
  arnOf(home, `capacity-reservation/${name}`);

/** The kind of a workgroup, which runs its queries. */
export const workgroupKindName = "athena.workgroup";
/** The kind of what an account has of quotas, runners and catalogs. */
export const accountKindName = "athena.account";
/** The kind of a capacity reservation. */
export const reservationKindName = "athena.capacityReservation";
/** The kind of what takes objects where no bucket is simulated. */
export const unmodeledBucket = "athena.unmodeledBucket";

/** The workgroup that each account has. */
export const primary = "primary";
/** The catalog that each account has: that of Glue. */
export const awsDataCatalog = "AwsDataCatalog";
