import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, reference } from "../rule-sources.ts";

const isManaged = ({ managed }: FunctionSettings): boolean => managed !== null;
const date = "2026-10";

/** Functions on managed instances. */
export const managedRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.managed.no-cold-start",
    status: "documented",
    source: guide("lambda-managed-instances-scaling"),
    date,
    text: "Execution environments on managed instances are there before anybody invokes: three, unless MinExecutionEnvironments says otherwise. No invocation waits for one.",
    when: isManaged,
    semantics: ["lambda §14 Managed Instances"],
  },
  {
    id: "lambda.managed.concurrency",
    status: "documented",
    source: `${guide("lambda-managed-instances-nodejs-runtime")} and those of other runtimes`,
    date,
    text: "An execution environment runs many invocations at once: as many as PerExecutionEnvironmentMaxConcurrency says, or for each vCPU 64 on Node.js, 32 on Java and .NET and 16 on Python.",
    when: isManaged,
    semantics: ["lambda §14 Managed Instances"],
  },
  {
    id: "lambda.managed.scaling",
    status: "assumed",
    source: `${guide("lambda-managed-instances-scaling")} says that traffic which more than doubles within 5 minutes may be throttled; how it scales is ours`,
    date,
    text: "They are added once more than half of their places were in use, and taken away one by one: traffic that doubles finds room, what grows faster is throttled.",
    when: isManaged,
    semantics: [
      "lambda §14 Managed Instances",
      "lambda §11 CPUThrottles, MemoryThrottles, DiskThrottles, ConcurrencyThrottles",
    ],
  },
  {
    id: "lambda.managed.bounds",
    status: "documented",
    source: reference("PutFunctionScalingConfig"),
    date,
    text: "There are as many as MinExecutionEnvironments and MaxExecutionEnvironments say, 0 to 15,000, of each published version.",
    operations: ["PutFunctionScalingConfig"],
    when: isManaged,
    semantics: ["lambda §14 Managed Instances"],
  },
  {
    id: "lambda.managed.published-only",
    status: "documented",
    source: reference("Invoke"),
    date,
    text: "A function with a capacity provider is invoked once it was published.",
    when: isManaged,
    semantics: ["lambda §1.2 NoPublishedVersionException"],
  },
  {
    id: "lambda.managed.size",
    status: "documented",
    source: `${guide("lambda-managed-instances-scaling")}; the words are ours`,
    date,
    text: "It has 2 GB at least, at most 64 invocations at once for each vCPU, and neither SnapStart, nor tenants, nor a VPC of its own.",
    operations: ["CreateCapacityProvider"],
    when: isManaged,
    semantics: ["lambda §14 Managed Instances"],
  },
  {
    id: "lambda.managed.provider",
    status: "documented",
    source: reference("CreateCapacityProvider"),
    date,
    text: "A function names a capacity provider that is there, which is not deleted while one does.",
    operations: ["CreateCapacityProvider", "DeleteCapacityProvider"],
    semantics: ["lambda §14 Managed Instances"],
  },
];
