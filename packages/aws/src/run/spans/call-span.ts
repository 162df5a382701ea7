import type { Tagged } from "@orrery/kernel";
import type { Call } from "../../service/call.ts";
import {
  plainAnswer,
  refusedAnswer,
  type RequestSpan,
  type SpanAnswer,
} from "../../service/span.ts";

/** The span of a call that reaches the control plane. */
export const callSpan = ({ service, operation }: Call): RequestSpan => ({
  name: `${service}/${operation}`,
  kind: "client",
  attributes: { "rpc.system.name": "aws-api", "rpc.method": `${service}/${operation}` },
  items: [],
  attemptAt: null,
});

export const answerOfCall = (body: Tagged): SpanAnswer =>
  body.type === "refused" ? refusedAnswer((body as Tagged & { code: string }).code) : plainAnswer;
