import type { ServiceModel } from "../../service/service-model.ts";
import { glueAccess } from "./access.ts";
import { glueOperations } from "./api.ts";
import { databaseKind } from "./database/kind.ts";
import { glueQuotas } from "./limits.ts";
import { glueModel } from "./model.ts";
import { tableKind } from "./table/kind.ts";
import { glueTemplateTypes } from "./template.ts";

/** AWS Glue, as far as its Data Catalog goes: databases, tables and partitions. */
export const glueService: ServiceModel = {
  service: "glue",
  kinds: () => [databaseKind, tableKind],
  operations: glueOperations,
  access: glueAccess,
  quotas: glueQuotas,
  // What lies in S3 is no parameter of AWS.
  model: glueModel.with({
    members: { CreateTable: { TableContents: "any" }, UpdateTable: { TableContents: "any" } },
  }),
  templateTypes: glueTemplateTypes,
};
