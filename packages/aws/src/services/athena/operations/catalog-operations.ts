import type { Plain } from "@orrery/kernel";
import { listOf, objectOf, textMapOf, textOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { tableColumns, tableKeys, type CatalogTable } from "../athena-to-glue.ts";
import { athenaLimits } from "../limits.ts";
import { awsDataCatalog } from "../names.ts";
import type { Column } from "../scan/layout.ts";
import { databasesIn, tablesIn } from "./catalog-rows.ts";
import { catalogNamed, catalogTable, hasDatabase, isGlue } from "./resolving.ts";
import {
  catalogsIn,
  invalid,
  isRefused,
  keepCatalogs,
  pageSize,
  respond,
  tagsIn,
} from "./records.ts";

/** Operations on data catalogs, and what they show of what is in them. */
export const catalogOperations: Operations = {
  CreateDataCatalog: { begin: create },
  GetDataCatalog: {
    begin(params, plane) {
      const found = catalogIn(params["Name"], plane);
      return isRefused(found) ? found : respond({ DataCatalog: shown(found) });
    },
  },
  ListDataCatalogs: {
    begin(params, plane) {
      const all = [glue, ...catalogsIn(plane)].map(({ Name, Type }) => ({
        CatalogName: Name ?? "",
        Type: Type ?? "",
      }));
      const { items, next } = page(all, params["NextToken"], pageSize(params)) ?? {
        items: [],
        next: null,
      };
      return respond({ DataCatalogsSummary: items, ...(next === null ? {} : { NextToken: next }) });
    },
  },
  UpdateDataCatalog: {
    begin(params, plane) {
      const found = catalogIn(params["Name"], plane);
      if (isRefused(found)) return found;
      if (found === glue) return reserved;
      const { Type, Description, Parameters } = params;
      keepCatalogs(
        catalogsIn(plane).map((each) =>
          each === found
            ? {
                ...each,
                Type: Type ?? each["Type"] ?? "",
                ...(Description === undefined ? {} : { Description }),
                ...(Parameters === undefined ? {} : { Parameters }),
              }
            : each,
        ),
        plane,
      );
      return respond();
    },
  },
  DeleteDataCatalog: {
    begin(params, plane) {
      const found = catalogIn(params["Name"], plane);
      if (isRefused(found)) return found;
      if (found === glue) return reserved;
      keepCatalogs(
        catalogsIn(plane).filter((each) => each !== found),
        plane,
      );
      return respond({ DataCatalog: { ...shown(found), Status: "DELETE_COMPLETE" } });
    },
  },
  GetDatabase: {
    begin(params, plane) {
      const other = unreadCatalog(params, plane);
      if (other !== null) return other;
      const name = (textOf(params["DatabaseName"]) ?? "").toLowerCase();
      return hasDatabase(name, plane)
        ? respond({ Database: { Name: name } })
        : metadata(`Database ${name} not found`);
    },
  },
  ListDatabases: {
    begin(params, plane) {
      const other = unreadCatalog(params, plane);
      if (other !== null) return other;
      const all = databasesIn(plane).map((Name) => ({ Name }));
      const { items, next } = page(all, params["NextToken"], pageSize(params)) ?? {
        items: [],
        next: null,
      };
      return respond({ DatabaseList: items, ...(next === null ? {} : { NextToken: next }) });
    },
  },
  GetTableMetadata: {
    begin(params, plane) {
      const other = unreadCatalog(params, plane);
      if (other !== null) return other;
      const database = (textOf(params["DatabaseName"]) ?? "").toLowerCase();
      const name = (textOf(params["TableName"]) ?? "").toLowerCase();
      const found = catalogTable(database, name, plane);
      return found === undefined
        ? metadata(`Table ${name} not found`)
        : respond({ TableMetadata: shownTable(found) });
    },
  },
  ListTableMetadata: {
    begin(params, plane) {
      const other = unreadCatalog(params, plane);
      if (other !== null) return other;
      const database = (textOf(params["DatabaseName"]) ?? "").toLowerCase();
      const all = tablesIn(database, plane).map(shownTable);
      const { items, next } = page(all, params["NextToken"], pageSize(params)) ?? {
        items: [],
        next: null,
      };
      return respond({ TableMetadataList: items, ...(next === null ? {} : { NextToken: next }) });
    },
  },
};

/** The catalog of each account. */
const glue: PlainObject = { Name: awsDataCatalog, Type: "GLUE" };
const reserved = invalid(`${awsDataCatalog} is a reserved data catalog.`); // Assumed: the words.
const metadata = (message: string): Refused => refused("MetadataException", message);

function catalogIn(name: Plain | undefined, plane: ControlPlane): PlainObject | Refused {
  const said = textOf(name) ?? "";
  if (said.toLowerCase() === awsDataCatalog.toLowerCase()) return glue;
  return catalogNamed(said, plane) ?? invalid(`DataCatalog ${said} was not found`);
}

const shown = ({ Tags: _, ...catalog }: PlainObject): PlainObject => ({
  ...catalog,
  Status: "CREATE_COMPLETE",
});

function create(params: PlainObject, plane: ControlPlane): Step {
  const { Name, Type, Description, Parameters, Tags } = params;
  const name = textOf(Name) ?? "";
  if (
    catalogNamed(name, plane) !== undefined ||
    name.toLowerCase() === awsDataCatalog.toLowerCase()
  ) {
    return invalid(`DataCatalog ${name} already exists`);
  }
  if (Type === "HIVE" || Type === "FEDERATED") {
    const what = `Data catalogs of type ${Type} are not modeled: their tables are not known.`;
    return { type: "notModeled", what };
  }
  const parameters = textMapOf(Parameters);
  const hasFunction =
    parameters.has("function") ||
    (parameters.has("metadata-function") && parameters.has("record-function"));
  if (Type === "LAMBDA" && !hasFunction) {
    return invalid(
      "A data catalog of type LAMBDA needs a function, or a metadata-function and a record-function.", // Assumed: the words.
    );
  }
  const catalog: PlainObject = {
    Name: name,
    Type: Type ?? "GLUE",
    ...(Description === undefined ? {} : { Description }),
    Parameters: objectOf(Parameters),
    Tags: tagsIn(Tags).slice(0, athenaLimits.tags),
  };
  keepCatalogs([...catalogsIn(plane), catalog], plane);
  return respond({ DataCatalog: shown(catalog) });
}

/** Only the catalogs of Glue are read at once; `null`: it is one. */
function unreadCatalog(params: PlainObject, plane: ControlPlane): Step | null {
  const found = catalogIn(params["CatalogName"], plane);
  if (isRefused(found)) return found;
  if (isGlue(textOf(found["Name"]) ?? "", plane)) return null;
  const what = "What connectors say of their databases is not modeled: queries ask them.";
  return { type: "notModeled", what };
}

function shownTable(found: CatalogTable): PlainObject {
  const { table } = found;
  const list = (columns: readonly Column[]): Plain =>
    columns.map(({ name, type }) => ({ Name: name, Type: type }));
  return {
    Name: textOf(table["Name"]) ?? "",
    TableType: textOf(table["TableType"]) ?? "EXTERNAL_TABLE",
    Columns: list(tableColumns(found)),
    PartitionKeys: list(tableKeys(found)),
    Parameters: objectOf(table["Parameters"]),
  };
}

/** The tags of a data catalog. */
export const catalogTags = (catalog: PlainObject): readonly PlainObject[] =>
  listOf(catalog["Tags"]).map(objectOf);
