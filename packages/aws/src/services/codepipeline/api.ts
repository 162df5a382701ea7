import type { Plain, Tagged } from "@orrery/kernel";
import { spelled, textOf } from "../../request/params.ts";
import { refused, type PlainObject } from "../../service/refusal.ts";
import type { Operation, Operations, Step } from "../../service/service-model.ts";
import { ticketIn } from "../../service/ticket.ts";

/** What a job came to, as whoever gave its id away hears it. */
type Outcome =
  | { readonly type: "succeeded" | "failed" }
  | { readonly type: "goesOn"; readonly continuation: string };

const noJob = (id: Plain | undefined): Step =>
  refused("JobNotFoundException", `Could not find job with id ${spelled(id)}`);

/** An operation that says what a job came to. */
const settling = (outcomeOf: (params: PlainObject) => Outcome): Operation => ({
  begin(params, plane) {
    const id = params["jobId"];
    const found = ticketIn(textOf(id) ?? "", plane);
    if (found === null) return noJob(id);
    const { resource, number } = found;
    const input: Tagged & { readonly number: number; readonly outcome: Outcome } = {
      type: "settleTicket",
      number,
      outcome: outcomeOf(params),
    };
    return { type: "ask", resource: resource.number, input };
  },
  respond: (body, params) =>
    body.type === "ticketSettled"
      ? {}
      : refused(
          "InvalidJobStateException",
          `The job with id ${spelled(params["jobId"])} is not in progress`,
        ),
});

/** The operations of CodePipeline that are modeled: those by which functions answer for jobs. */
export const codepipelineOperations: Operations = {
  PutJobSuccessResult: settling((params) => {
    const continuation = textOf(params["continuationToken"]);
    return continuation === undefined ? { type: "succeeded" } : { type: "goesOn", continuation };
  }),
  PutJobFailureResult: settling(() => ({ type: "failed" })),
};
