import type { Published } from "../../../service/cloudwatch-metric.ts";

/** Which API of a kind a metric is of, by its dimensions. */
export const apisNamed =
  (kind: string): Published["meteredBy"] =>
  (dimensions, resources) => {
    const { ApiId: id, ...others } = dimensions;
    if (id === undefined || Object.keys(others).length > 0) return undefined;
    const found = resources.find(kind, id);
    return found === undefined ? undefined : [found.number];
  };
