import { refused } from "../../../service/refusal.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { changeStreamCharges } from "../pricing.ts";
import { gauges, meters } from "./declarations.ts";
import { changeStreamInvariants } from "./invariants.ts";
import { changeStreamMachine } from "./machine.ts";
import { streamIn } from "./names.ts";
import { changeStreamSource } from "./source.ts";
import { streamKeptOf, streamNameOf, type StreamKept } from "./stream-record.ts";
import { changeStreamRules } from "./rules.ts";

/** The stream of a table, as everybody else sees it. */
export const changeStreamKind: ResourceKind = {
  machine: changeStreamMachine,
  invariants: changeStreamInvariants,
  noun: "table stream",
  rules: changeStreamRules,
  metrics: { ...meters, ...gauges },
  source: changeStreamSource,
  partOf: (record) => (record as unknown as StreamKept).tableArn, // Of this kind.
  canonicalRecord(stream, now) {
    const { view, disabledAt } = streamKeptOf(stream);
    return { view, disabled: disabledAt === null ? null : now - disabledAt };
  },
  byArn: {
    service: "dynamodb",
    nameIn(arn) {
      const found = streamIn(arn);
      return found === null ? undefined : streamNameOf(found.table, found.label);
    },
    absent: (arn) =>
      refused(
        "ResourceNotFoundException",
        `Requested resource not found: Stream: ${arn} not found`,
      ),
    unread: (arn) => `Stream not found: ${arn}`,
  },
  charges: (meters) => changeStreamCharges(meters),
};
