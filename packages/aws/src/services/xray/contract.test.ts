import { seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { xrayService } from "./index.ts";
import { beginning, segment, samplingRule, traceIdOf } from "./test/segments.ts";

const ask =
  (operation: string, params: PlainObject = {}) =>
  (): JourneyCall => ["xray", operation, params];
const put = (...TraceSegmentDocuments: readonly string[]) =>
  ask("PutTraceSegments", { TraceSegmentDocuments });
const read = ask("BatchGetTraces", { TraceIds: [traceIdOf(1), traceIdOf(2)] });
const span = ask("GetTraceSummaries", {
  StartTime: beginning - 86_400 * 400,
  EndTime: beginning + 86_400,
});
const invoke = (): JourneyCall => ["lambda", "Invoke", { FunctionName: "worker" }];

const journeys: Journeys = {
  logs: true,
  seldomAlike: true,
  made: [["lambda", "CreateFunction", functionParams as PlainObject], put(segment(1, 1))()],
  courses: [
    [put(segment(2, 2, { in_progress: true, end_time: null })), put(segment(2, 2)), read],
    [invoke, seconds(2), span, read],
  ],
  asked: [
    put(segment(1, 2, { parent_id: "0000000000000001" }), segment(3, 3)),
    put("none"),
    put(segment(2, 4, { error: true })),
    read,
    span,
    ask("CreateSamplingRule", samplingRule("orders")),
    ask("GetSamplingRules"),
    invoke,
  ],
};

itKeepsTheContract(xrayService, journeys);
