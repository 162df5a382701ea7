import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, reference, validated } from "../rule-sources.ts";

/** Layers, and what fits beside the code of a function. */
export const layerRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.layer.versions",
    status: "documented",
    source: reference("PublishLayerVersion"),
    date: "2026-10",
    text: "Each publication of a layer is a version of its own with the next number, which never changes and whose number is never used again.",
    operations: ["PublishLayerVersion", "GetLayerVersion", "GetLayerVersionByArn"],
    semantics: ["lambda §8.1.2"],
  },
  {
    id: "lambda.layer.lists",
    status: "documented",
    source: `${reference("ListLayers")}; ${reference("ListLayerVersions")}`,
    date: "2026-10",
    text: "Layers are listed with their latest version that fits a runtime and an architecture, versions of a layer with the newest first.",
    operations: ["ListLayers", "ListLayerVersions"],
  },
  {
    id: "lambda.layer.deleted",
    status: "documented",
    source: reference("DeleteLayerVersion"),
    date: "2026-10",
    text: "A version that is deleted is not shown, nor given to functions any more; those that have it keep it.",
    operations: ["DeleteLayerVersion"],
  },
  {
    id: "lambda.layer.permissions",
    status: "measured",
    source: `${reference("AddLayerVersionPermission")}; the texts are those of ${validated}`,
    date: "2026-11",
    text: "A version of a layer has a policy of statements, one for each id, which accounts may use it; changes may name the revision that they know.",
    operations: [
      "AddLayerVersionPermission",
      "RemoveLayerVersionPermission",
      "GetLayerVersionPolicy",
    ],
  },
  {
    id: "lambda.layer.refused",
    status: "measured",
    source: validated,
    date: "2026-11",
    text: "A function refers to layers of its Region, to one version of each, and to none of its account that is not there.",
    operations: ["CreateFunction", "UpdateFunctionConfiguration"],
    semantics: ["lambda §0 layers", "lambda §8 layers", "lambda §8.1.2"],
  },
  {
    id: "lambda.layer.of-others",
    status: "assumed",
    source: "Policies of other accounts' layers are not known here",
    date: "2026-11",
    text: "Layers of other accounts can be used, and have no size.",
    operations: ["CreateFunction", "UpdateFunctionConfiguration"],
  },
  {
    id: "lambda.package.unzipped",
    status: "documented",
    source: `${guide("gettingstarted-limits")}; the text about layers is that of many reports of users`,
    date: "2026-10",
    text: "Code and layers have 250 MB together when they are unzipped, as the directories of their archives say.",
    operations: ["CreateFunction", "UpdateFunctionCode", "PublishLayerVersion"],
    semantics: ["lambda §0 package.zip / unzipped / image", "lambda §8 layers", "lambda §8.1.1"],
  },
  {
    id: "lambda.package.storage",
    status: "documented",
    source: `${guide("gettingstarted-limits")}; the text is ours`,
    date: "2026-10",
    text: "An account keeps 300 GB of code in a Region, unzipped: functions, their versions and layers. CodeStorageExceededException beyond.",
    operations: ["CreateFunction", "UpdateFunctionCode", "PublishLayerVersion"],
    semantics: ["lambda §0 storage.code"],
  },
];
