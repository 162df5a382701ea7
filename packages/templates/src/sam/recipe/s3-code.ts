import { childOf, plainOf, textOf, type MapNode, type TemplateNode } from "../../template/node.ts";
import type { ResolvedResource } from "../../template/resolved.ts";

/** What an update makes of code or a definition that lies in S3 or in a registry. */
export interface CodeChange {
  readonly logicalId: string;
  /** One sentence. */
  readonly meaning: string;
}

/** By type: the property that says where code or a definition lies. */
const places: Readonly<Record<string, string>> = {
  "AWS::Lambda::Function": "Code",
  "AWS::Lambda::LayerVersion": "Content",
  "AWS::StepFunctions::StateMachine": "DefinitionS3Location",
  "AWS::ApiGateway::RestApi": "BodyS3Location",
  "AWS::ApiGatewayV2::Api": "BodyS3Location",
};

/** The members of such a place, as each type calls them. */
const members = [
  ["S3Bucket", "Bucket"],
  ["S3Key", "Key"],
  ["S3ObjectVersion", "Version"],
] as const;

/**
 * What an update looks at: CloudFormation compares what the template says of the place, and never the object
 * behind it. So what lies under the same key, or under the same tag of an image, stays as it was deployed.
 *
 * Source: AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html, read 2026-11.
 */
export function codeChanges(
  before: ReadonlyMap<string, ResolvedResource>,
  after: readonly ResolvedResource[],
): readonly CodeChange[] {
  return after.flatMap((resource): readonly CodeChange[] => {
    const { logicalId, type } = resource;
    const old = before.get(logicalId);
    const property = Object.hasOwn(places, type) ? places[type] : undefined;
    if (property === undefined || old?.type !== type) return [];
    const [from, to] = [old, resource].map(({ properties }) => childOf(properties, property));
    if (to?.kind !== "map") return [];
    const meaning = imageMeaning(from, to) ?? objectMeaning(from, to, property);
    return meaning === null ? [] : [{ logicalId, meaning }];
  });
}

function imageMeaning(from: TemplateNode | undefined, to: MapNode): string | null {
  const image = textOf(childOf(to, "ImageUri"));
  if (image === undefined) return null;
  if (isPackaged(image)) return packagedMeaning;
  if (textOf(childOf(from, "ImageUri")) !== image) return "ImageUri changes: the image is updated.";
  if (image.includes("@sha256:")) return null;
  return `ImageUri stays: what ${image} has come to mean is not deployed.`;
}

function objectMeaning(
  from: TemplateNode | undefined,
  to: MapNode,
  property: string,
): string | null {
  const [bucket, key, version] = members.map((names) => memberIn(to, names));
  if (bucket === undefined || key === undefined) return null;
  if (isPackaged(bucket.text)) return packagedMeaning;
  const changed = [bucket, key, version ?? memberIn(from, members[2])].flatMap((member) => {
    if (member === undefined) return [];
    const other = [from, to].map((node) => JSON.stringify(plainOrNull(childOf(node, member.name))));
    return other[0] === other[1] ? [] : [member.name];
  });
  if (changed.length > 0) {
    const verb = changed.length === 1 ? "changes" : "change";
    return `${changed.join(" and ")} ${verb}: ${property} is updated.`;
  }
  if (version !== undefined) return null;
  const place = `s3://${bucket.text}/${key.text}`;
  const names = `${bucket.name}, ${key.name} or ${nameOfVersion(bucket.name)}`;
  return `${property} stays: what lies at ${place} by now is not deployed, unless ${names} changes.`;
}

const nameOfVersion = (bucket: string): string =>
  bucket === "Bucket" ? "Version" : "S3ObjectVersion";

const plainOrNull = (node: TemplateNode | undefined) => (node === undefined ? null : plainOf(node));

/** A member under one of its names. */
function memberIn(node: TemplateNode | undefined, names: readonly [string, string]) {
  for (const name of names) {
    const text = textOf(childOf(node, name));
    if (text !== undefined) return { name, text };
  }
  return undefined;
}

/** Whether it stands for what lies beside the template: see the transform's `packaged`. */
const isPackaged = (place: string): boolean => /^packaged(\/|$)/.test(place);

const packagedMeaning =
  "It lies beside the template: sam package names it by what it holds, so that any change of it is deployed.";
