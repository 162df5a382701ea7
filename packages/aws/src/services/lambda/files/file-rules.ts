import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, reference } from "../rule-sources.ts";

/** A page of the EFS User Guide. */
const userGuide = (page: string): string =>
  `https://docs.aws.amazon.com/efs/latest/ug/${page}.html`;
const mountsKnown = ({ vpc }: FunctionSettings): boolean => vpc?.mount !== undefined;
const hasFiles = ({ behavior }: FunctionSettings): boolean => behavior.fileSystem !== undefined;

/** File systems that functions mount in their VPC. */
export const fileRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.files.needs-vpc",
    status: "assumed",
    source: `${guide("configuration-filesystem")}; the words are as users quote them`,
    date: "2026-11",
    text: "A file system is mounted in a VPC alone.",
    semantics: ["iam-and-networking §5.1"],
  },
  {
    id: "lambda.files.path",
    status: "documented",
    source: reference("FileSystemConfig"),
    date: "2026-11",
    text: "A function mounts one file system, at a path under /mnt/.",
    semantics: ["iam-and-networking §0 lambda.fs.mountPath"],
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
    id: "lambda.files.mount-rate",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/efs/latest/ug/limits.html; that an environment beyond it is refused as one whose mount times out is ours",
    date: "2026-11",
    text: "A file system takes 3,000 new connections at once and 500 a minute: so many environments start that mount it.",
    when: hasFiles,
    semantics: ["iam-and-networking §0 efs.connections.burst / rate"],
  },
  {
    id: "lambda.files.burst",
    status: "documented",
    source: `${userGuide("performance")}; that invocations are served one after another is ours`,
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
    source: userGuide("performance"),
    date: "2026-10",
    text: "File systems are elastic since 2023-12, where nothing else is said. An elastic one has no credits: an environment is served at 500 MiB/s. A provisioned one serves as much as is provisioned.",
    when: hasFiles,
    semantics: ["iam-and-networking §5.6", "iam-and-networking §0 efs.throughputMode.default"],
  },
  {
    id: "lambda.files.latency",
    status: "documented",
    source: `${userGuide("performance")}; that what is seldom read takes 20 ms of "tens" is ours`,
    date: "2026-11",
    text: "Each operation that an invocation reads by takes 1 ms, and one that it writes by 2.7 ms, 1.6 ms in one zone; one that reads what is seldom read takes 20 ms.",
    when: hasFiles,
    semantics: [
      "iam-and-networking §0 efs.latency.read / write (Regional)",
      "iam-and-networking §0 efs.latency.IA",
    ],
  },
  {
    id: "lambda.files.operations",
    status: "documented",
    source: userGuide("performance"),
    date: "2026-11",
    text: "A file system serves 35,000 reads and 7,000 writes a second where it bursts or is in one zone, 55,000 and 25,000 where it is provisioned, and 250,000 and 50,000 where it is elastic, of what is seldom read 90,000.",
    when: hasFiles,
    semantics: [
      "iam-and-networking §0 efs.iops.bursting",
      "iam-and-networking §0 efs.iops.provisioned",
      "iam-and-networking §0 efs.iops.elastic",
    ],
  },
  {
    id: "lambda.files.init-read",
    status: "documented",
    source: guide("services-efs"),
    date: "2026-11",
    text: "What Init phases read uses credits up, and provisioned environments are initialized anew from time to time.",
    when: hasFiles,
    semantics: ["iam-and-networking §5.7"],
  },
  {
    id: "lambda.files.access-point",
    status: "documented",
    source: `${userGuide("enforce-identity-access-points")}; ${userGuide("enforce-root-directory-access-point")}; ${userGuide("API_CreationInfo")}; that a new file system's root directory is root's and lets only root write: ${userGuide("nfs-level-users-groups-permissions")}; how errors of a handler are worded is ours, and that without a POSIX user a function is neither the owner of a directory nor in its group`,
    date: "2026-11",
    text: "Through an access point all are its POSIX user, and see its root directory, whose path has 100 characters and four directories at most and which is made where CreationInfo says how. Where it is not there, or its user may not enter it, a function cannot mount it: EFSMountFailureException. Where its user may not write, an invocation that writes fails.",
    when: mountsKnown,
    semantics: ["iam-and-networking §5.2"],
  },
  {
    id: "lambda.files.policy",
    status: "documented",
    source: `${guide("configuration-filesystem")}; ${userGuide("iam-access-control-nfs-efs")}; that what is written without ClientWrite fails as on a read-only file system is ours`,
    date: "2026-11",
    text: "Without a policy of its file system whoever reaches it may do everything. With one the policy or the role's must allow elasticfilesystem:ClientMount, or no environment starts: EFSMountFailureException; ClientWrite, or an invocation that writes fails; and ClientRootAccess, or root is nobody.",
    when: mountsKnown,
    semantics: ["iam-and-networking §5.3"],
  },
  {
    id: "lambda.files.access-points",
    status: "documented",
    source: `${userGuide("limits")}, at their times; the days from which they hold are ours, and that a function which mounts one too many is refused in its place`,
    date: "2026-11",
    text: "A file system has 10,000 access points at most, 1,000 before 2025 and 120 before the middle of 2023: one more is refused with AccessPointLimitExceeded.",
    operations: ["CreateFunction", "UpdateFunctionConfiguration"],
    semantics: ["iam-and-networking §0 efs.accessPoints"],
  },
  {
    id: "lambda.files.lock-limits",
    status: "documented",
    source: `${userGuide("limits")}; ${userGuide("troubleshooting-efs-fileop-errors")}; that a file's limit is told as a mount's is, is ours`,
    date: "2026-11",
    text: "A file has 512 locks at most, and an environment 8,192 over 256 files: an invocation that asks for more fails with Disk quota exceeded.",
    when: hasFiles,
    semantics: ["iam-and-networking §0 efs.locks"],
  },
  {
    id: "lambda.files.advisory-locks",
    status: "documented",
    source: `${userGuide("features")}; that what is in files is not simulated, so that nobody sees when others see it, is ours`,
    date: "2026-11",
    text: "Locks are advisory: those who ask for the same lock have it one after another, and nobody else waits, whatever he reads or writes.",
    when: hasFiles,
    semantics: ["iam-and-networking §5.8"],
  },
];
