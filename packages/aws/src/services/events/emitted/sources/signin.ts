import { idIn, timeIn, type EmittedSource } from "../emitted-source.ts";

/** AWS Sign-In, by CloudTrail. */
export const signin: EmittedSource = {
  name: "aws.signin",
  text: "Users who sign in to the console, as CloudTrail tells it.",
  events: [
    {
      detailType: "AWS Console Sign In via CloudTrail",
      resources: () => [],
      detail: (facts) => ({
        eventVersion: "1.08",
        userIdentity: {
          type: "IAMUser",
          principalId: "AIDA1234567890EXAMPLE",
          arn: `arn:${facts.partition}:iam::${facts.accountId}:user/${facts.name}`,
          accountId: facts.accountId,
          userName: facts.name,
        },
        eventTime: timeIn(facts),
        eventSource: "signin.amazonaws.com",
        eventName: "ConsoleLogin",
        awsRegion: facts.region,
        sourceIPAddress: "192.0.2.1",
        userAgent: "Mozilla/5.0",
        requestParameters: null,
        responseElements: { ConsoleLogin: "Success" },
        additionalEventData: {
          LoginTo: "https://console.aws.amazon.com/console/home",
          MobileVersion: "No",
          MFAUsed: "Yes",
        },
        eventID: idIn(facts, 1),
        readOnly: false,
        eventType: "AwsConsoleSignIn",
        managementEvent: true,
        recipientAccountId: facts.accountId,
        eventCategory: "Management",
      }),
    },
  ],
};
