import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, reference } from "../rule-sources.ts";

const isInVpc = ({ vpc }: FunctionSettings): boolean => vpc !== null;
const hasFiles = ({ behavior }: FunctionSettings): boolean => behavior.fileSystem !== undefined;

/** Functions in a VPC, and the file systems that they mount there. */
export const networkRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.vpc.interface",
    status: "documented",
    source: `${guide("configuration-vpc")}; that it takes 90 s is ours`,
    date: "2026-10",
    text: "A function in a VPC has a network interface for each of its subnets with its security groups, which all functions with the same share. It is Pending for 90 s while a new one is made, and no cold start waits for one.",
    when: isInVpc,
    semantics: [
      "lambda §8 VPC",
      "iam-and-networking §4.5",
      "iam-and-networking §0 lambda.vpc.eni.createTime",
      "iam-and-networking §4.6",
    ],
  },
  {
    id: "lambda.vpc.interface-limit",
    status: "documented",
    source: `${guide("gettingstarted-limits")}; ${reference("Invoke")}; that all functions of a run are in one VPC is ours`,
    date: "2026-10",
    text: "Beyond 500 interfaces a function gets none: it is Failed, and invoking it is refused.",
    when: isInVpc,
    semantics: [
      "lambda §0 vpc.enis",
      "lambda §8 ENI quota",
      "iam-and-networking §0 lambda.vpc.eni.perVpc",
    ],
  },
  {
    id: "lambda.vpc.subnet-addresses",
    status: "documented",
    source: reference("Invoke"),
    date: "2026-08",
    text: "A function whose subnets have no address left for its interfaces is Failed, and invoking it is refused.",
    when: isInVpc,
    semantics: [
      "iam-and-networking §4.7",
      "lambda §1.2 ENILimitReachedException, ENINotReadyException, SubnetIPAddressLimitReachedException, InvalidSubnetIDException, InvalidSecurityGroupIDException",
    ],
  },
  {
    id: "lambda.vpc.no-internet",
    status: "documented",
    source: guide("configuration-vpc-internet"),
    date: "2026-10",
    text: "A function in a VPC reaches AWS's services through a NAT gateway or a VPC endpoint alone. What it calls otherwise is dropped without a word, so that its invocation runs into its timeout.",
    when: isInVpc,
    semantics: [
      "iam-and-networking §4.1",
      "iam-and-networking §4.2",
      "iam-and-networking §4.3",
      "iam-and-networking §4 internet",
      "iam-and-networking §4 S3, DynamoDB",
      "iam-and-networking §4 other AWS APIs (SQS, SNS, Secrets Manager, …)",
    ],
  },
  {
    id: "lambda.vpc.polling-outside",
    status: "documented",
    source: guide("configuration-vpc"),
    date: "2026-10",
    text: "Its logs, and event source mappings that poll for it, do not use its VPC.",
    when: isInVpc,
    semantics: ["iam-and-networking §4.4"],
  },
  {
    id: "lambda.vpc.idle-reclaim",
    status: "documented",
    source: guide("functions-states"),
    date: "2026-10",
    text: "After 14 days without an invocation the interfaces of a function go: the next invocation is refused with ResourceNotReadyException, and others until they are made anew.",
    when: isInVpc,
    semantics: [
      "lambda §8 Inactive",
      "lambda §1.2 ResourceNotReadyException",
      "iam-and-networking §0 lambda.vpc.idleReclaim",
    ],
  },
  {
    id: "lambda.files.needs-vpc",
    status: "assumed",
    source: `${guide("configuration-filesystem")}; the words are as users quote them`,
    date: "2026-11",
    text: "A file system is mounted in a VPC alone.",
    semantics: ["iam-and-networking §5.1"],
  },
  {
    id: "lambda.files.mount",
    status: "documented",
    source: guide("configuration-filesystem"),
    date: "2026-10",
    text: "A file system is mounted in the Init phase, and each environment has one connection to it, of 25,000.",
    when: hasFiles,
    semantics: [
      "lambda §1.2 EFSMountConnectivityException, EFSMountTimeoutException",
      "lambda §8 EFS",
      "iam-and-networking §0 efs.connections",
      "iam-and-networking §5.4",
    ],
  },
  {
    id: "lambda.files.burst",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/efs/latest/ug/performance.html; that invocations are served one after another is ours",
    date: "2026-10",
    text: "A bursting file system serves 100 MiB/s while it has credits, and its baseline of 50 KiB/s for each GiB, at least 1 MiB/s, once it has none. Reads count a third, and no access less than 4 KB.",
    when: hasFiles,
    semantics: [
      "iam-and-networking §5.5",
      "iam-and-networking §0 efs.baseline.write",
      "iam-and-networking §0 efs.burst",
      "iam-and-networking §0 efs.perClient",
      "iam-and-networking §0 efs.meteringUnit",
    ],
  },
  {
    id: "lambda.files.elastic",
    status: "documented",
    source: "https://docs.aws.amazon.com/efs/latest/ug/performance.html",
    date: "2026-10",
    text: "File systems are elastic since 2023-12, where nothing else is said. An elastic one has no credits: an environment is served at 500 MiB/s.",
    when: hasFiles,
    semantics: ["iam-and-networking §5.6", "iam-and-networking §0 efs.throughputMode.default"],
  },
];
