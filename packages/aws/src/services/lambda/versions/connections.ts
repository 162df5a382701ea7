import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
} from "../../../service/service-model.ts";
import { checkpointLatency, durableDispatch } from "../durable/limits.ts";
import { eventDispatch } from "../limits.ts";

/** What the machine of a function or a version is connected to; `pool` is who it asks for concurrency. */
export const machineConnections = (
  number: number,
  pool: number,
  plane: ControlPlane,
  isDurable: boolean,
): readonly ResourceConnection[] => [
  { port: "account", to: 0, target: pool },
  { port: "calls", to: 0, target: controlName },
  {
    port: "events",
    to: 0,
    target: number,
    request: plane.latencies["lambda.async.dispatch"] ?? eventDispatch,
  },
  ...(isDurable ? durableConnections(number, plane) : []),
];

/** A durable function invokes itself, and writes its checkpoints to itself. */
const durableConnections = (
  number: number,
  { latencies }: ControlPlane,
): readonly ResourceConnection[] => [
  {
    port: "executions",
    to: 0,
    target: number,
    request: latencies["lambda.durable.dispatch"] ?? durableDispatch,
  },
  {
    port: "checkpoints",
    to: 0,
    target: number,
    request: latencies["lambda.durable.checkpoint"] ?? checkpointLatency,
  },
  { port: "chained", to: 0, target: controlName },
];
