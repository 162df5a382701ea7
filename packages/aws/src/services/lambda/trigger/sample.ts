import type { Plain } from "@orrery/kernel";
import type { Home } from "../../../service/caller.ts";
import { merged } from "../../../text/merged.ts";
import { checkedSource, checkedValues } from "./config.ts";

/** Where and when a sample would have come. */
interface SamplePlace extends Home {
  readonly epochMilliseconds: number;
  /** The name of the function. */
  readonly name: string;
}

const anywhere: SamplePlace = {
  partition: "aws",
  region: "us-east-1",
  accountId: "123456789012",
  epochMilliseconds: 1_600_000_000_000,
  name: "worker",
};

/**
 * A sample of the event of a service that invokes functions by itself, with some of its settings, and with what a
 * workload's payload puts over it.
 *
 * @throws ConfigError where there is none, or a setting cannot be.
 */
export function sampleTriggerEvent(
  name: string,
  said: object = {},
  payload?: Plain,
  { partition, region, accountId, epochMilliseconds, name: called }: SamplePlace = anywhere,
): Plain {
  const source = checkedSource("service", name);
  const id = (nth = 0): string => `11111111-1111-4111-8111-${`${nth}`.padStart(12, "1")}`;
  const event = source.eventOf({
    values: checkedValues(name, source, said),
    number: 1,
    milliseconds: epochMilliseconds,
    partition,
    region,
    accountId,
    functionArn: `arn:${partition}:lambda:${region}:${accountId}:function:${called}`,
    id,
    ticket: id(),
    continuation: null,
    payload,
  });
  return merged(event, payload);
}
