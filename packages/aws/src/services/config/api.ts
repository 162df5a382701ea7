import type { Tagged } from "@orrery/kernel";
import { textOf } from "../../request/params.ts";
import { refused } from "../../service/refusal.ts";
import type { Operations } from "../../service/service-model.ts";
import { ticketIn } from "../../service/ticket.ts";

const none = Object.freeze({ FailedEvaluations: [] });

/** The operations of AWS Config that are modeled: that by which functions answer for rules. */
export const configOperations: Operations = {
  PutEvaluations: {
    begin(params, plane) {
      if (params["TestMode"] === true) return { type: "respond", response: none };
      const found = ticketIn(textOf(params["ResultToken"]) ?? "", plane);
      if (found === null) {
        return refused("InvalidResultTokenException", "The resultToken provided is invalid.");
      }
      const { resource, number } = found;
      const input: Tagged & { readonly number: number; readonly outcome: Tagged } = {
        type: "settleTicket",
        number,
        outcome: { type: "succeeded" },
      };
      return { type: "ask", resource: resource.number, input };
    },
    // More than 100 evaluations come one after another with one token.
    respond: () => none,
  },
};
