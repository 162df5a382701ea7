import { listOf, memberOf, numberOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { logsLimits } from "../limits.ts";
import type { PutEvent, PutEvents } from "../protocol.ts";
import type { AccountReply } from "../account/machine.ts";
import { accountOf, findAccount } from "./account-record.ts";
import { clockOf, findGroup, groupName, invalid, noGroup, recordOf } from "./group-record.ts";

const day = 86_400_000;

/** What is wrong with the events of a request; `null`: nothing. */
function wrongEvents(events: readonly PutEvent[]): Refused | null {
  const { eventSize, batchSize, eventOverhead, batchSpan } = logsLimits;
  const size = events.reduce((sum, event) => sum + event.size + eventOverhead, 0);
  const large = events.find((event) => event.size > eventSize.default);
  if (large !== undefined) {
    return invalid(
      `Log event too large: ${large.size} bytes exceeds limit of ${eventSize.default}`,
    );
  }
  if (size > batchSize) {
    return invalid(`Upload too large: ${size} bytes exceeds limit of ${batchSize}`);
  }
  const isInOrder = events.every(
    ({ timestamp }, place) => place === 0 || timestamp >= events[place - 1]!.timestamp,
  );
  if (!isInOrder) {
    return invalid("Log events in a single PutLogEvents request must be in chronological order.");
  }
  const [first] = events;
  const last = events.at(-1);
  return first !== undefined && last!.timestamp - first.timestamp > batchSpan / 1_000
    ? invalid(
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
      )
    : null;
}

interface Sorted {
  readonly events: readonly PutEvent[];
  /** What AWS says of those that it drops; empty where it takes all. */
  readonly rejected: PlainObject;
}

/** Drops what is too old, expired or too new: they are at the ends. */
function sorted(events: readonly PutEvent[], retention: number | null, now: number): Sorted {
  const { past, future } = logsLimits;
  const isTooOld = ({ timestamp }: PutEvent): boolean => timestamp < now - past / 1_000;
  const isExpired = ({ timestamp }: PutEvent): boolean =>
    retention !== null && timestamp < now - retention * day;
  const isTooNew = ({ timestamp }: PutEvent): boolean => timestamp > now + future / 1_000;
  const tooOld = events.filter(isTooOld).length;
  const expired = events.filter(isExpired).length;
  const tooNew = events.findIndex(isTooNew);
  const info = {
    ...(tooNew === -1 ? {} : { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld === 0 ? {} : { tooOldLogEventEndIndex: tooOld }),
    ...(expired === 0 ? {} : { expiredLogEventEndIndex: expired }),
  };
  return {
    events: events.filter((event) => !isTooOld(event) && !isExpired(event) && !isTooNew(event)),
    rejected: Object.keys(info).length === 0 ? {} : { rejectedLogEventsInfo: info },
  };
}

function beginPutting(params: PlainObject, plane: ControlPlane): Step {
  const account = findAccount(plane);
  if (account === undefined) accountOf(plane);
  else {
    const taken = plane.consult(account.number, { type: "takeRequest" }) as AccountReply;
    if (taken.type === "refused") return taken;
  }
  const found = findGroup(groupName(params), plane);
  if (found === undefined) return noGroup;
  const events = listOf(params["logEvents"]).map((each): PutEvent => {
    const message = textOf(memberOf(each, "message")) ?? "";
    const timestamp = numberOf(memberOf(each, "timestamp")) ?? 0;
    return { timestamp, message, size: sizeInUtf8(message) };
  });
  const wrong = wrongEvents(events);
  if (wrong !== null) return wrong;
  const { events: taken, rejected } = sorted(events, recordOf(found).retention, clockOf(plane));
  const stream = textOf(params["logStreamName"])!; // The model requires it.
  const input: PutEvents = { type: "putEvents", stream, events: taken };
  return { type: "ask", resource: found.number, input, kept: rejected };
}

/** Operations that put log events. */
export const putOperations: Operations = {
  PutLogEvents: {
    begin: beginPutting,
    respond: (_body, _params, _plane, kept) => ({
      // Nobody needs it: since 2023 no request has to bear one.
      nextSequenceToken: "49590302234434560495678901234567890123456789012345678901",
      ...(kept as PlainObject), // As `beginPutting` gave it.
    }),
  },
};
