import { formatWallClock } from "../../../../text/wall-clock.ts";
import { choiceSetting, textSetting, type TriggerSource } from "../trigger-source.ts";

/** AWS CodeCommit: a trigger of a repository. */
export const codecommit: TriggerSource = {
  name: "codecommit",
  noun: "trigger of CodeCommit",
  text: "Changes of branches and tags in a repository of AWS CodeCommit.",
  principal: "codecommit.amazonaws.com",
  settings: {
    repository: textSetting("The repository.", "repository"),
    trigger: textSetting("The trigger's name.", "trigger"),
    reference: textSetting("What has changed.", "refs/heads/main"),
    change: choiceSetting("What was done to it.", [
      "updateReference",
      "createReference",
      "deleteReference",
    ]),
    customData: textSetting("What the trigger says beside, up to 1,000 letters.", ""),
  },
  invocationOf: () => "event",
  arnOf: ({ repository }, { partition, region, accountId }) =>
    `arn:${partition}:codecommit:${region}:${accountId}:${String(repository)}`,
  eventOf({ values, milliseconds, partition, region, accountId, id }) {
    const { repository, trigger, reference, change, customData } = values;
    const commit = `${id()}${id(1)}`.replaceAll("-", "").slice(0, 40);
    const reached = {
      commit,
      ref: reference!,
      ...(change === "createReference" ? { created: true } : {}),
      ...(change === "deleteReference" ? { deleted: true } : {}),
    };
    return {
      Records: [
        {
          awsRegion: region,
          codecommit: { references: [reached] },
          ...(customData === "" ? {} : { customData: String(customData).slice(0, 1_000) }),
          eventId: id(2),
          eventName: "ReferenceChanges",
          eventPartNumber: 1,
          eventSource: "aws:codecommit",
          eventSourceARN: `arn:${partition}:codecommit:${region}:${accountId}:${String(repository)}`,
          eventTime: formatWallClock(milliseconds).replace("Z", "+0000"),
          eventTotalParts: 1,
          eventTriggerConfigId: id(3),
          eventTriggerName: trigger!,
          eventVersion: "1.0",
          userIdentityARN: `arn:${partition}:iam::${accountId}:root`,
        },
      ],
    };
  },
};
