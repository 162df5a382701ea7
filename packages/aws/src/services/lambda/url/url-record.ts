import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { urlKindName, type UrlRecord } from "./config.ts";

/** What is kept of a function URL. */
export const urlRecordOf = ({ record }: Resource): UrlRecord => record as unknown as UrlRecord; // Made as one.

/** A record as the control plane keeps it. */
export const plainUrl = (record: UrlRecord): PlainObject => record as unknown as PlainObject; // Plain data.

/** The URL of a function or an alias; `undefined`: it has none. */
export const urlOf = (target: Resource, plane: ControlPlane): Resource | undefined =>
  plane.find(urlKindName, target.name);

/** The URLs of a function and its aliases, in order of their making. */
export const urlsOf = (fn: Resource, plane: ControlPlane): readonly Resource[] =>
  plane.list(urlKindName).filter((each) => urlRecordOf(each).functionName === fn.name);
