/** How log events reach streams of Kinesis. */
export const logsToKinesis = {
  service: "kinesis",
  probedAs: "Kinesis stream",
  getsEvent: false,
  absent:
    "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state. ",
  denied:
    "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state. ",
} as const;
