import { isGiven, isMap, isText, memberOf, setMember, type Json, type JsonMap } from "./json.ts";
import { copy } from "./origin.ts";

/** By type: the property that may name something beside the template. */
const artifacts: Readonly<Record<string, string>> = {
  "AWS::Serverless::Function": "CodeUri",
  "AWS::Serverless::LayerVersion": "ContentUri",
  "AWS::Serverless::StateMachine": "DefinitionUri",
  "AWS::Serverless::Api": "DefinitionUri",
  "AWS::Serverless::HttpApi": "DefinitionUri",
};

/**
 * The template as `sam package` would leave it: what it names beside itself is in S3. There is no bucket here, so all lies in
 * one that is called `packaged`, under the logical id of what it is for.
 */
export function packaged(template: JsonMap): JsonMap {
  const made = copy(template);
  const resources = memberOf(made, "Resources");
  for (const [id, resource] of Object.entries(isMap(resources) ? resources : {})) {
    const type = memberOf(resource, "Type");
    const property = isText(type) && Object.hasOwn(artifacts, type) ? artifacts[type] : undefined;
    if (property === undefined || !isMap(resource)) continue;
    const properties = memberOf(resource, "Properties") ?? {};
    if (!isMap(properties)) continue;
    const inherited = memberOf(memberOf(memberOf(made, "Globals"), partOf(type)), property);
    const given = memberOf(properties, property) ?? inherited;
    const isImage = isImageIn(made, properties);
    if (isImage && !isGiven(memberOf(properties, "ImageUri"))) {
      setMember(properties, "ImageUri", `packaged/${id}`);
    } else if (!isImage && isLocal(given, property, properties)) {
      setMember(properties, property, `s3://packaged/${id}`);
    }
    setMember(resource, "Properties", properties);
  }
  return made;
}

const partOf = (type: Json | undefined): string => (isText(type) ? type.split("::")[2] : "") ?? "";

function isImageIn(template: JsonMap, properties: JsonMap): boolean {
  const general = memberOf(memberOf(memberOf(template, "Globals"), "Function"), "PackageType");
  return (memberOf(properties, "PackageType") ?? general) === "Image";
}

/** Whether something lies beside the template: a function that names no code has that of its folder. */
function isLocal(uri: Json | undefined, property: string, properties: JsonMap): boolean {
  if (isText(uri)) return !uri.startsWith("s3://") && !uri.startsWith("https://");
  if (uri !== undefined && uri !== null) return false;
  return property === "CodeUri" && !isGiven(memberOf(properties, "InlineCode"));
}
