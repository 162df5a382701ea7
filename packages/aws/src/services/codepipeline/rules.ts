import type { Rule } from "../../service/rule.ts";

const page = (operation: string): string =>
  `https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_${operation}.html`;

/** The rules of AWS that CodePipeline follows; the test of each bears its id. */
export const codepipelineRules = [
  {
    id: "codepipeline.job.success",
    status: "documented",
    source: page("PutJobSuccessResult"),
    date: "2026-11",
    text: "PutJobSuccessResult ends a job; with a continuation token there are more to come.",
    operations: ["PutJobSuccessResult"],
  },
  {
    id: "codepipeline.job.failure",
    status: "documented",
    source: page("PutJobFailureResult"),
    date: "2026-11",
    text: "PutJobFailureResult fails a job, for one of six reasons.",
    operations: ["PutJobFailureResult"],
  },
  {
    id: "codepipeline.job.unknown",
    status: "documented",
    source: page("PutJobSuccessResult"),
    date: "2026-11",
    text: "Of a job that is not there the answer is JobNotFoundException, of one that has ended InvalidJobStateException.",
    operations: ["PutJobSuccessResult", "PutJobFailureResult"],
  },
  {
    id: "codepipeline.job.words",
    status: "assumed",
    source: "No recording of these refusals is public",
    date: "2026-11",
    text: "The refusals name the job's id.",
    operations: ["PutJobSuccessResult", "PutJobFailureResult"],
  },
] as const satisfies readonly Rule[];
