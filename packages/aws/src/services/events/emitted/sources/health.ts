import { arnIn, idIn, timeIn, type EmittedSource } from "../emitted-source.ts";

/** AWS Health. */
export const health: EmittedSource = {
  name: "aws.health",
  text: "What AWS Health tells of troubles and maintenance that concern the account.",
  events: [
    {
      detailType: "AWS Health Event",
      resources: (facts) => [facts.name],
      detail: (facts) => ({
        eventArn: arnIn(facts, "health", `event/EC2/AWS_EC2_OPERATIONAL_ISSUE/${idIn(facts, 1)}`),
        service: "EC2",
        eventTypeCode: "AWS_EC2_OPERATIONAL_ISSUE",
        eventTypeCategory: "issue",
        eventScopeCode: "ACCOUNT_SPECIFIC",
        communicationId: idIn(facts, 2),
        startTime: timeIn(facts, -600),
        endTime: timeIn(facts),
        lastUpdatedTime: timeIn(facts),
        statusCode: "open",
        eventRegion: facts.region,
        eventDescription: [{ language: "en_US", latestDescription: "There is an issue." }],
        affectedEntities: [{ entityValue: facts.name, lastUpdatedTime: timeIn(facts) }],
        page: "1",
        totalPages: "1",
        affectedAccount: facts.accountId,
      }),
    },
  ],
};
