import { listOf, memberOf, objectOf, spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type {
  TemplateNeighbor,
  TemplateSurroundings,
} from "../../../service/template-surroundings.ts";
import {
  directoryOf,
  fileSystemArn,
  newRoot,
  posixUserIn,
  type AccessPoint,
  type Directory,
} from "./access-point.ts";

const pointType = "AWS::EFS::AccessPoint";
const systemType = "AWS::EFS::FileSystem";

/** What decides in a template about a function that mounts a file system. */
export const fileSystemTypes: readonly string[] = [pointType, systemType];

/** The access point that a function mounts, as its template makes it; `null` where that does not hold it. */
function accessPointOf(
  values: PlainObject,
  mounted: string,
  { neighbors }: TemplateSurroundings,
): AccessPoint | null {
  const [first] = listOf(values["FileSystemConfigs"]);
  const arn = spelled(memberOf(first, "Arn"));
  const points = neighbors.filter(({ type }) => type === pointType);
  const own = points.find(({ names }) => names.some((each) => arn === each || endsIn(arn, each)));
  if (own === undefined) return null;
  const id = spelled(own.values["FileSystemId"]);
  const system = neighbors.find(({ type, names }) => type === systemType && names.includes(id));
  const siblings = points.filter(({ values: theirs }) => spelled(theirs["FileSystemId"]) === id);
  const policy = system?.values["FileSystemPolicy"];
  const { path, creation } = rootOf(own);
  return {
    fileSystemArn: fileSystemArn(mounted, id),
    policy: policy === undefined ? null : textOfPolicy(policy),
    rank: siblings.indexOf(own) + 1,
    user: posixUserIn(own.values["PosixUser"]),
    path,
    creation,
    root: system === undefined ? "unknown" : directoryAt(path, siblings),
  };
}

const endsIn = (arn: string, id: string): boolean => id !== "" && arn.endsWith(`/${id}`);
const textOfPolicy = (policy: unknown): string =>
  typeof policy === "string" ? policy : JSON.stringify(policy);

function rootOf({ values }: TemplateNeighbor) {
  const root = objectOf(values["RootDirectory"]);
  const path = spelled(root["Path"] ?? "/");
  return {
    path: path === "/" ? path : path.replace(/\/$/, ""),
    creation: root["CreationInfo"] === undefined ? null : objectOf(root["CreationInfo"]),
  };
}

/** The directory at a path of a new file system: one that an access point makes, or that is on the way to one. */
function directoryAt(path: string, points: readonly TemplateNeighbor[]): Directory | null {
  if (path === "/") return newRoot;
  const made = points.map(rootOf).filter(({ creation }) => creation !== null);
  const own = made.find((each) => each.path === path);
  if (own !== undefined) return directoryOf(own.creation!); // Filtered.
  return made.some((each) => each.path.startsWith(`${path}/`)) ? newRoot : null;
}

/** The same as a parameter of the operation that makes a function, which AWS does not have; `mounted` is the ARN that it mounts. */
export function accessPointParam(
  values: PlainObject,
  mounted: string,
  surroundings: TemplateSurroundings | undefined,
): PlainObject {
  const point = surroundings === undefined ? null : accessPointOf(values, mounted, surroundings);
  return point === null ? {} : { AccessPoint: { ...point } as unknown as PlainObject }; // Plain data.
}
