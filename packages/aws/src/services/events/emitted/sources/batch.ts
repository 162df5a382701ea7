import { arnIn, idIn, type EmittedSource } from "../emitted-source.ts";

/** AWS Batch. */
export const batch: EmittedSource = {
  name: "aws.batch",
  text: "Jobs of AWS Batch whose status changes.",
  events: [
    {
      detailType: "Batch Job State Change",
      resources: (facts) => [arnIn(facts, "batch", `job/${idIn(facts, 1)}`)],
      detail: (facts) => ({
        jobArn: arnIn(facts, "batch", `job/${idIn(facts, 1)}`),
        jobName: facts.name,
        jobId: idIn(facts, 1),
        jobQueue: arnIn(facts, "batch", "job-queue/queue"),
        status: "SUCCEEDED",
        attempts: [],
        createdAt: facts.milliseconds - 60_000,
        retryStrategy: { attempts: 1, evaluateOnExit: [] },
        dependsOn: [],
        jobDefinition: arnIn(facts, "batch", "job-definition/definition:1"),
        parameters: {},
        container: {
          image: "busybox",
          resourceRequirements: [
            { value: "2", type: "VCPU" },
            { value: "256", type: "MEMORY" },
          ],
          volumes: [],
          environment: [],
          mountPoints: [],
          ulimits: [],
          networkInterfaces: [],
          secrets: [],
        },
        tags: {},
        propagateTags: false,
        platformCapabilities: [],
      }),
    },
  ],
};
