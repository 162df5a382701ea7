import { textOf } from "../../template/node.ts";
import { localPath, type SourceResource } from "./sources.ts";

/** What `sam sync --code` does with a template. */
export interface SyncPlan {
  /** What it brings without a deployment, and by which operations. */
  readonly code: readonly { readonly logicalId: string; readonly by: readonly string[] }[];
  /** What only a deployment changes. */
  readonly deployment: readonly string[];
}

/** By type: the property whose local file counts as code, and the operations that bring it. */
const brought: Readonly<Record<string, { readonly property: string; readonly by: string }>> = {
  "AWS::Serverless::Function": { property: "CodeUri", by: "UpdateFunctionCode" },
  "AWS::Lambda::Function": { property: "Code", by: "UpdateFunctionCode" },
  "AWS::Serverless::LayerVersion": {
    property: "ContentUri",
    by: "PublishLayerVersion UpdateFunctionConfiguration",
  },
  "AWS::Lambda::LayerVersion": {
    property: "Content",
    by: "PublishLayerVersion UpdateFunctionConfiguration",
  },
  "AWS::Serverless::Api": { property: "DefinitionUri", by: "PutRestApi CreateDeployment" },
  "AWS::ApiGateway::RestApi": { property: "BodyS3Location", by: "PutRestApi CreateDeployment" },
  "AWS::Serverless::HttpApi": { property: "DefinitionUri", by: "ReimportApi" },
  "AWS::ApiGatewayV2::Api": { property: "BodyS3Location", by: "ReimportApi" },
  "AWS::Serverless::StateMachine": { property: "DefinitionUri", by: "UpdateStateMachine" },
  "AWS::StepFunctions::StateMachine": {
    property: "DefinitionS3Location",
    by: "UpdateStateMachine",
  },
};

/**
 * What `sam sync --code` brings by itself, and what waits for a deployment: it changes code and definitions that
 * lie beside the template, by operations of their services, and CloudFormation hears nothing of it.
 *
 * Source: serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-sync.html, read 2026-11.
 */
export function syncPlanOf(resources: readonly SourceResource[]): SyncPlan {
  const code = resources.flatMap((resource) => {
    const by = operationsOf(resource);
    return by === null ? [] : [{ logicalId: resource.logicalId, by }];
  });
  const alone = new Set(code.map(({ logicalId }) => logicalId));
  const others = resources.filter(({ logicalId }) => !alone.has(logicalId));
  return { code, deployment: others.map(({ logicalId }) => logicalId) };
}

function operationsOf(resource: SourceResource): readonly string[] | null {
  const { type } = resource;
  const known = Object.hasOwn(brought, type) ? brought[type] : undefined;
  if (known === undefined || resource.property("InlineCode") !== undefined) return null;
  const isImage = textOf(resource.property("PackageType")) === "Image";
  const isOwnFolder =
    type === "AWS::Serverless::Function" && resource.property(known.property) === undefined;
  if (!isImage && !isOwnFolder && localPath(resource.property(known.property)) === undefined) {
    return null;
  }
  const alias = resource.property("AutoPublishAlias") === undefined ? [] : aliased;
  return [...known.by.split(" "), ...(known.by === "UpdateFunctionCode" ? alias : [])];
}

const aliased = ["PublishVersion", "UpdateAlias"];
