import type { Home } from "../../service/caller.ts";

const arnOf = ({ partition, region, accountId }: Home, resource: string): string =>
  `arn:${partition}:codedeploy:${region}:${accountId}:${resource}`;

/** The ARN of an application. */
export const applicationArn = (name: string, home: Home): string =>
  arnOf(home, `application:${name}`);

/** The ARN of a deployment group. */
export const groupArn = (application: string, group: string, home: Home): string =>
  arnOf(home, `deploymentgroup:${application}/${group}`);

/** The ARN of a deployment configuration. */
export const configurationArn = (name: string, home: Home): string =>
  arnOf(home, `deploymentconfig:${name}`);

/** The ARN under which a deployment is kept: AWS gives it none. */
export const deploymentArn = (id: string, home: Home): string => arnOf(home, `deployment:${id}`);

/** The name of a deployment group's resource: unique among those of all applications. */
export const groupName = (application: string, group: string): string => `${application}/${group}`;

/** The id of a deployment, by a UUID: `d-` and nine capitals or digits. */
export const deploymentId = (uuid: string): string =>
  `d-${uuid.replaceAll("-", "").toUpperCase().slice(0, 9)}`;
