import type { SampleEvents } from "../../service/sample-event.ts";

/** What others get of executions. */
export const stepFunctionsEvents: SampleEvents = {};
