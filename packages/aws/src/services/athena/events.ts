import type { Instant } from "@orrery/kernel";
import type { SampleEvents } from "../../service/sample-event.ts";
import { busEventOf } from "./workgroup/bus-event.ts";

/** What queries bring to the default bus. */
export const athenaEvents: SampleEvents = {
  stateChange: ({ name, epochMilliseconds }) =>
    busEventOf(
      {
        queryId: "01234567-0123-0123-0123-012345678901",
        statementType: "DDL",
        current: "SUCCEEDED",
        previous: "RUNNING",
        sequence: 3,
        failure: null,
        at: 0 as Instant,
      },
      { name, epochMilliseconds },
    ),
};
