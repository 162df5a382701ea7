import type { Distribution, Plain } from "@orrery/kernel";
import type { Extra } from "../../service/extras.ts";
import type { EnrichmentAnswers } from "./config.ts";

/** What an enrichment answers that is not modeled. */
export const pipeAnswers: Extra = {
  text: "What an enrichment answers that is not modeled.",
  form: { members: {}, optional: { response: "value", after: "law" } },
  section: {
    name: "pipes",
    text: "What enrichments answer that are not modeled, by the logical ids of pipes.",
    each: "What the enrichment of a pipe answers that is not modeled.",
    settings: {
      response: {
        kind: "value",
        text: "What it answers to each batch: a list of events, or one.",
      },
      after: { kind: "durations", text: "How long that takes." },
    },
    read: ({ response, after }): EnrichmentAnswers => ({
      ...(response === undefined ? {} : { response: response as Plain }), // As `settings` says.
      ...(after === undefined ? {} : { after: after as Distribution }),
    }),
  },
};
