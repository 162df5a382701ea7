import { textOf, childOf } from "../../template/node.ts";
import { packageLimits } from "./limits.ts";
import type { MeasurePackage, PackageSize } from "./package-size.ts";
import { localPath, type SourceResource } from "./sources.ts";

/** By type: what names the code beside the template. */
const functions: Readonly<Record<string, string>> = {
  "AWS::Serverless::Function": "CodeUri",
  "AWS::Lambda::Function": "Code",
};
const layers: Readonly<Record<string, string>> = {
  "AWS::Serverless::LayerVersion": "ContentUri",
  "AWS::Lambda::LayerVersion": "Content",
};

/** What Lambda refuses of packages that lie beside the template, or takes by S3 alone. */
export function packageFindings(
  resources: readonly SourceResource[],
  measure: MeasurePackage,
): readonly string[] {
  const sizes = new Map<string, PackageSize>();
  const findings: string[] = [];
  const measured = (resource: SourceResource, property: string): PackageSize | null => {
    const { logicalId } = resource;
    const path = localPath(resource.property(property));
    // What `sam build` made is what is deployed, and a function that names no code has that of the folder.
    const built = measure(`.aws-sam/build/${logicalId}`);
    const size = built ?? (path === undefined ? null : measure(path));
    if (size === null) return null;
    sizes.set(logicalId, size);
    if (size.zipped !== null && size.zipped > packageLimits.zipped) {
      findings.push(
        `${logicalId}.${property}: its zip file has ${size.zipped} bytes: above ${packageLimits.zipped} it comes by S3 only, as sam deploy brings it.`,
      );
    }
    return size;
  };
  for (const resource of resources) {
    const property = layers[resource.type];
    if (property !== undefined) measured(resource, property);
  }
  for (const resource of resources) {
    const property = functions[resource.type];
    if (property === undefined) continue;
    const { logicalId } = resource;
    if (textOf(resource.property("PackageType")) === "Image") {
      findings.push(...imageFindings(resource, measure));
      continue;
    }
    const size = measured(resource, property);
    const own = layersOf(resource).flatMap((layer) => sizes.get(layer)?.unzipped ?? []);
    const unzipped = [size?.unzipped ?? 0, ...own].reduce((sum, bytes) => sum + bytes, 0);
    if (unzipped > packageLimits.unzipped) {
      const shared = own.length === 0 ? "" : " with its layers";
      findings.push(
        `${logicalId}.${property}: Lambda refuses it: it has ${unzipped} bytes unzipped${shared}, and must have at most ${packageLimits.unzipped}.`,
      );
    }
    if (size?.needsCfnResponse === true) {
      findings.push(
        `${logicalId}.${property}: it takes the module cfn-response, which there is for inline code only: a package must bring it along.`,
      );
    }
  }
  return findings;
}

/** The logical ids of layers that a function names. */
function layersOf(resource: SourceResource): readonly string[] {
  const list = resource.property("Layers");
  return (list?.kind === "list" ? list.items : []).flatMap(
    (item) => textOf(childOf(item, "Ref")) ?? [],
  );
}

function imageFindings(resource: SourceResource, measure: MeasurePackage): readonly string[] {
  const path = localPath(resource.property("ImageUri"));
  const size = path === undefined || !/\.tar(\.gz)?$/.test(path) ? null : measure(path);
  if (size === null || size.unzipped <= packageLimits.image) return [];
  return [
    `${resource.logicalId}.ImageUri: Lambda refuses it: the image has ${size.unzipped} bytes or more, and must have at most ${packageLimits.image}.`,
  ];
}
