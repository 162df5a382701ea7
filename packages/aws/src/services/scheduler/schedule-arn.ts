/** Where schedules are. */
interface Home {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** The ARN of a schedule of a group. */
export const scheduleArn = (
  { partition, region, accountId }: Home,
  group: string,
  name: string,
): string => `arn:${partition}:scheduler:${region}:${accountId}:schedule/${group}/${name}`;

/** The ARN of a group. */
export const groupArn = ({ partition, region, accountId }: Home, name: string): string =>
  `arn:${partition}:scheduler:${region}:${accountId}:schedule-group/${name}`;
