import type { Instant } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { QueryFailure, WorkgroupSettings } from "../config.ts";
import type { QueryStatus } from "../protocol.ts";

/** What the event of a change of state says. */
export interface ToldChange {
  readonly queryId: string;
  readonly statementType: string;
  readonly current: QueryStatus;
  /** `null`: it is new. */
  readonly previous: QueryStatus | null;
  /** From 1. */
  readonly sequence: number;
  readonly failure: QueryFailure | null;
  readonly at: Instant;
}

/** The event of a change of state, as the default bus has it; the bus adds the rest. */
export const busEventOf = (
  { queryId, statementType, current, previous, sequence, failure, at }: ToldChange,
  { name, epochMilliseconds }: Pick<WorkgroupSettings, "name" | "epochMilliseconds">,
): PlainObject => ({
  source: "aws.athena",
  "detail-type": "Athena Query State Change",
  time: `${formatWallClock(wallClockAt(epochMilliseconds, at)).slice(0, 19)}Z`,
  resources: [],
  detail: {
    versionId: "0",
    currentState: current,
    ...(previous === null ? {} : { previousState: previous }),
    statementType,
    queryExecutionId: queryId,
    workgroupName: name,
    sequenceNumber: `${sequence}`,
    ...(failure === null
      ? {}
      : {
          athenaError: {
            errorCategory: failure.category,
            errorType: failure.errorType,
            errorMessage: failure.message,
            retryable: failure.category === 1,
          },
        }),
  },
});
