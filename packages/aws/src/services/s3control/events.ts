import type { Instant } from "@orrery/kernel";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { busEventOf } from "./job/bus-event.ts";
import { invocationOf } from "./s3control-to-lambda.ts";
import type { ShownJob, ShownTask } from "./task.ts";
import { jobArnOf } from "./s3control-to-s3.ts";

const jobId = "f3cc4f60-61f6-4a2b-8a21-d07600c373ce";

/** A task whose key is the body of the sample. */
const taskOf = ({ name, body }: EventFacts): ShownTask => ({
  bucket: name,
  shownKey: body,
  versionId: "1",
  taskId: "dGFza2lkZ29lc2hlcmUK",
  invocationId: "YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo",
});

/** What comes beside the body are the job's arguments. */
const job = (schema: ShownJob["schema"], { attributes }: EventFacts): ShownJob => ({
  id: jobId,
  schema,
  userArguments: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
});

/** What jobs bring to functions, in two forms, and to the default bus. */
export const s3controlEvents: SampleEvents = {
  invocation: (facts) => invocationOf(taskOf(facts), job("1.0", facts), facts.partition),
  invocationWithArguments: (facts) =>
    invocationOf(taskOf(facts), job("2.0", facts), facts.partition),
  status: (facts) => ({
    ...busEventOf(
      { status: "Complete", at: 0 as Instant, number: 1, failure: null },
      {
        id: facts.name,
        arn: jobArnOf(facts.name, facts),
        region: facts.region,
        accountId: facts.accountId,
        epochMilliseconds: facts.epochMilliseconds,
      },
    ),
  }),
};
