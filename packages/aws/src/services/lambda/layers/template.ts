import type { MadeType, PropertyMeaning, Reading } from "../../../service/template-type.ts";
import { layerPermissionDeployment } from "../deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});

/** The number of the version that a deployment makes: nothing was published before it. */
const firstVersion = 1;

/** A version of a layer in a template. */
export const layerType: MadeType = {
  type: "AWS::Lambda::LayerVersion",
  nameProperty: "LayerName",
  naming: { maxLength: 140 },
  returns: ({ partition, region, accountId, name }) => ({
    LayerVersionArn: `arn:${partition}:lambda:${region}:${accountId}:layer:${name}:${firstVersion}`,
  }),
  properties: {
    LayerName: modeled("Names the layer.", "text"),
    Content: { verdict: "ignored", meaning: "Layers are code, which is not run." },
    CompatibleRuntimes: modeled("Says in which lists it is.", "textList"),
    CompatibleArchitectures: modeled("Says in which lists it is.", "textList"),
    Description: { verdict: "ignored", meaning: "A description changes nothing.", read: "text" },
    LicenseInfo: { verdict: "ignored", meaning: "A license changes nothing.", read: "text" },
  },
  make: (values, { name }) => [
    {
      operation: "PublishLayerVersion",
      // Nobody has its content here.
      params: { ...values, LayerName: name, Content: { ZipFile: "" } },
    },
  ],
  meaning: () => "A version of a layer, whose code is not run, simulated.",
  deployment: {
    change: () => "replace",
    remove: ({ operations: [made], responses: [answer] }) => [
      {
        operation: "DeleteLayerVersion",
        params: {
          LayerName: made?.params["LayerName"] ?? null,
          VersionNumber: answer?.["Version"] ?? firstVersion,
        },
      },
    ],
  },
};

/** A permission of a version of a layer in a template. */
export const layerPermissionType: MadeType = {
  type: "AWS::Lambda::LayerVersionPermission",
  properties: {
    LayerVersionArn: {
      ...modeled("Names the version whose policy it is in.", "text"),
      names: { by: "reference", of: ["AWS::Lambda::LayerVersion"] },
    },
    Action: modeled("Says what is permitted.", "text"),
    Principal: modeled("Says to which account.", "text"),
    OrganizationId: modeled("Says to which organization.", "text"),
  },
  make({ LayerVersionArn: _, ...rest }, { named, logicalId, generation }) {
    const layer = named["LayerVersionArn"]?.resource;
    if (layer === undefined || layer === null) {
      return "Its layer is not in this template: nothing is made of it.";
    }
    const params = {
      LayerName: layer.name,
      VersionNumber: firstVersion,
      // One that takes the place of another is there beside it for a while.
      StatementId: `${logicalId.replaceAll(/[^a-zA-Z0-9-_]/g, "-")}${generation === 1 ? "" : `-${generation}`}`,
      ...rest,
    };
    return [{ operation: "AddLayerVersionPermission", params }];
  },
  meaning: (_values, { named }) =>
    `In the policy of ${named["LayerVersionArn"]?.resource?.logicalId ?? "a layer"}, which nobody asks, simulated.`,
  deployment: layerPermissionDeployment,
};
