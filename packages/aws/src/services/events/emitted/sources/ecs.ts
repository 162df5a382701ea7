import {
  arnIn,
  hexIn,
  idIn,
  timeIn,
  type EmittedFacts,
  type EmittedSource,
} from "../emitted-source.ts";

const taskIn = (facts: EmittedFacts): string =>
  arnIn(facts, "ecs", `task/${facts.name}/${hexIn(facts, 32, 1)}`);
const clusterIn = (facts: EmittedFacts): string => arnIn(facts, "ecs", `cluster/${facts.name}`);
const serviceIn = (facts: EmittedFacts): string =>
  arnIn(facts, "ecs", `service/${facts.name}/service`);
const hostIn = (facts: EmittedFacts): string =>
  arnIn(facts, "ecs", `container-instance/${facts.name}/${hexIn(facts, 32, 2)}`);

const ports = (name: string, values: readonly string[]) => ({
  name,
  type: "STRINGSET",
  stringSetValue: values,
});
const room = (cpu: number, memory: number) => [
  { name: "CPU", type: "INTEGER", integerValue: cpu },
  { name: "MEMORY", type: "INTEGER", integerValue: memory },
  ports("PORTS", ["22", "2376", "2375", "51678", "51679"]),
  ports("PORTS_UDP", []),
];

/** Amazon ECS. */
export const ecs: EmittedSource = {
  name: "aws.ecs",
  text: "Tasks, container instances, services and deployments of a cluster of Amazon ECS.",
  events: [
    {
      detailType: "ECS Task State Change",
      resources: (facts) => [taskIn(facts)],
      detail: (facts) => ({
        attachments: [
          {
            id: idIn(facts, 3),
            type: "eni",
            status: "ATTACHED",
            details: [{ name: "subnetId", value: `subnet-${hexIn(facts, 8, 4)}` }],
          },
        ],
        attributes: [{ name: "ecs.cpu-architecture", value: "x86_64" }],
        availabilityZone: `${facts.region}a`,
        clusterArn: clusterIn(facts),
        connectivity: "CONNECTED",
        connectivityAt: timeIn(facts, -60),
        containers: [
          {
            containerArn: arnIn(
              facts,
              "ecs",
              `container/${facts.name}/${hexIn(facts, 32, 1)}/${idIn(facts, 5)}`,
            ),
            lastStatus: "RUNNING",
            name: "app",
            image: "app:latest",
            imageDigest: `sha256:${hexIn(facts, 64, 6)}`,
            runtimeId: `${hexIn(facts, 32, 1)}-1`,
            taskArn: taskIn(facts),
            networkInterfaces: [],
            cpu: "256",
          },
        ],
        cpu: "256",
        createdAt: timeIn(facts, -90),
        desiredStatus: "RUNNING",
        enableExecuteCommand: false,
        ephemeralStorage: { sizeInGiB: 20 },
        group: "service:service",
        launchType: "FARGATE",
        lastStatus: "RUNNING",
        memory: "512",
        overrides: { containerOverrides: [{ name: "app" }] },
        platformVersion: "1.4.0",
        pullStartedAt: timeIn(facts, -60),
        pullStoppedAt: timeIn(facts, -30),
        startedAt: timeIn(facts),
        startedBy: `ecs-svc/${hexIn(facts, 19, 7)}`,
        taskArn: taskIn(facts),
        taskDefinitionArn: arnIn(facts, "ecs", "task-definition/app:1"),
        updatedAt: timeIn(facts),
        version: 3,
      }),
    },
    {
      detailType: "ECS Container Instance State Change",
      resources: (facts) => [hostIn(facts)],
      detail: (facts) => ({
        agentConnected: true,
        attributes: [
          { name: "com.amazonaws.ecs.capability.task-iam-role-network-host" },
          { name: "com.amazonaws.ecs.capability.logging-driver.awslogs" },
        ],
        clusterArn: clusterIn(facts),
        containerInstanceArn: hostIn(facts),
        ec2InstanceId: `i-${hexIn(facts, 17, 8)}`,
        registeredResources: room(2_048, 3_767),
        remainingResources: room(1_988, 767),
        status: "ACTIVE",
        version: 14_801,
        versionInfo: {
          agentHash: "aebcbca",
          agentVersion: "1.13.0",
          dockerVersion: "DockerVersion: 1.11.2",
        },
        updatedAt: timeIn(facts),
        accountType: "aws",
      }),
    },
    {
      detailType: "ECS Service Action",
      resources: (facts) => [serviceIn(facts)],
      detail: (facts) => ({
        eventType: "INFO",
        eventName: "SERVICE_STEADY_STATE",
        clusterArn: clusterIn(facts),
        createdAt: timeIn(facts),
      }),
    },
    {
      detailType: "ECS Deployment State Change",
      resources: (facts) => [serviceIn(facts)],
      detail: (facts) => ({
        eventType: "INFO",
        eventName: "SERVICE_DEPLOYMENT_COMPLETED",
        deploymentId: `ecs-svc/${hexIn(facts, 19, 7)}`,
        updatedAt: timeIn(facts),
        reason: `ECS deployment ecs-svc/${hexIn(facts, 19, 7)} completed.`,
      }),
    },
  ],
};
