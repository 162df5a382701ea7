import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
} from "../../../service/service-model.ts";
import { eventDispatch } from "../limits.ts";

/** What the machine of a function or a version is connected to; `pool` is who it asks for concurrency. */
export const machineConnections = (
  number: number,
  pool: number,
  plane: ControlPlane,
): readonly ResourceConnection[] => [
  { port: "account", to: 0, target: pool },
  { port: "calls", to: 0, target: controlName },
  {
    port: "events",
    to: 0,
    target: number,
    request: plane.latencies["lambda.async.dispatch"] ?? eventDispatch,
  },
];
