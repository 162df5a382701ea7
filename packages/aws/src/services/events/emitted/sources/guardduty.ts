import { arnIn, hexIn, timeIn, type EmittedSource } from "../emitted-source.ts";

/** Amazon GuardDuty. */
export const guardduty: EmittedSource = {
  name: "aws.guardduty",
  text: "Findings of Amazon GuardDuty, and objects that its malware protection has scanned.",
  events: [
    {
      detailType: "GuardDuty Finding",
      resources: () => [],
      detail: (facts) => ({
        schemaVersion: "2.0",
        accountId: facts.accountId,
        region: facts.region,
        partition: facts.partition,
        id: hexIn(facts, 32, 1),
        arn: arnIn(
          facts,
          "guardduty",
          `detector/${hexIn(facts, 32, 2)}/finding/${hexIn(facts, 32, 1)}`,
        ),
        type: "UnauthorizedAccess:EC2/SSHBruteForce",
        resource: { resourceType: "Instance", instanceDetails: { instanceId: facts.name } },
        service: {
          serviceName: "guardduty",
          detectorId: hexIn(facts, 32, 2),
          action: { actionType: "NETWORK_CONNECTION" },
          resourceRole: "TARGET",
          eventFirstSeen: timeIn(facts, -300),
          eventLastSeen: timeIn(facts, -60),
          archived: false,
          count: 1,
        },
        severity: 2,
        createdAt: timeIn(facts),
        updatedAt: timeIn(facts),
        title: "An instance is being attacked over SSH.",
        description: "Somebody tries many passwords.",
      }),
    },
    {
      detailType: "GuardDuty Malware Protection Object Scan Result",
      resources: (facts) => [
        arnIn(facts, "guardduty", `malware-protection-plan/${hexIn(facts, 20, 1)}`),
      ],
      detail: (facts) => ({
        schemaVersion: "1.0",
        scanStatus: "COMPLETED",
        resourceType: "S3_OBJECT",
        s3ObjectDetails: {
          bucketName: facts.name,
          objectKey: `object-${facts.number}`,
          eTag: hexIn(facts, 32, 2),
          versionId: hexIn(facts, 32, 3),
          s3Throttled: false,
        },
        scanResultDetails: { scanResultStatus: "NO_THREATS_FOUND", threats: null },
      }),
    },
  ],
};
