import { hexIn, type EmittedSource } from "../emitted-source.ts";

/** AWS Glue. */
export const glue: EmittedSource = {
  name: "aws.glue",
  text: "Jobs and crawlers of AWS Glue whose state changes.",
  events: [
    {
      detailType: "Glue Job State Change",
      resources: () => [],
      detail: (facts) => ({
        jobName: facts.name,
        severity: "INFO",
        state: "SUCCEEDED",
        jobRunId: `jr_${hexIn(facts, 64)}`,
        message: "Job run succeeded",
      }),
    },
    {
      detailType: "Glue Crawler State Change",
      resources: () => [],
      detail: (facts) => ({
        tablesCreated: "0",
        warningMessage: "N/A",
        partitionsUpdated: "0",
        tablesUpdated: "0",
        message: "Crawler Succeeded",
        partitionsDeleted: "0",
        accountId: facts.accountId,
        runningTime: "52 (s)",
        tablesDeleted: "0",
        crawlerName: facts.name,
        completionDate: "",
        state: "Succeeded",
        partitionsCreated: "0",
        cloudWatchLogLink: "",
      }),
    },
  ],
};
