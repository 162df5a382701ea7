/** How log events reach streams of Firehose. */
export const logsToFirehose = {
  service: "firehose",
  probedAs: "Firehose",
  getsEvent: false,
  absent:
    "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state. ",
  denied:
    "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state. ",
} as const;
