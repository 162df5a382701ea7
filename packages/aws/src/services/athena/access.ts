import { notAuthorized, textIn, type Access } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { catalogArn, primary, reservationArn, workgroupArn } from "./names.ts";

const ofCatalogs = /DataCatalog$|^(?:Get|List)(?:Database|Databases|TableMetadata)$/;
const ofReservations = /Capacity/;
const ofNothing: ReadonlySet<string> = new Set([
  "ListWorkGroups",
  "ListDataCatalogs",
  "ListCapacityReservations",
  "ListEngineVersions",
]);

/** What Athena asks before it does something, and how it refuses. */
export const athenaAccess: Access = {
  actions: {},
  resourceOf(params, home, operation) {
    if (ofNothing.has(operation)) return "*";
    const arn = textIn(params, "ResourceARN");
    if (arn !== undefined) return arn;
    if (ofCatalogs.test(operation)) {
      const name = textIn(params, "Name") ?? textIn(params, "CatalogName");
      return name === undefined ? "*" : catalogArn(name, home);
    }
    if (ofReservations.test(operation)) {
      const name = textIn(params, "Name") ?? textIn(params, "CapacityReservationName");
      return name === undefined ? "*" : reservationArn(name, home);
    }
    if (operation.endsWith("WorkGroup")) {
      const name = textIn(params, "WorkGroup") ?? textIn(params, "Name");
      return name === undefined ? "*" : workgroupArn(name, home);
    }
    return workgroupArn(textIn(params, "WorkGroup") ?? primary, home);
  },
  denied: (denial) => refused("AccessDeniedException", notAuthorized(denial)),
};
