import { minutes, noTime, seconds } from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../service/assumed-figure.ts";

/** What holds of alarms that AWS does not publish. */
export const alarmAssumptions = assumedFigures("alarm", {
  metricDelay: assumedDuration({
    default: minutes(1),
    min: noTime,
    max: minutes(30),
    text: "How long after its end a minute of a metric of AWS can be read by alarms.",
    source: "Ours: published traces of alarms on metrics of services show one to two minutes.",
  }),
  evaluationOffset: assumedDuration({
    default: seconds(5),
    min: noTime,
    max: seconds(59),
    text: "How long after a full minute alarms are evaluated.",
    source:
      "Ours: traces in the CloudWatch User Guide have data of 11:25:00 evaluated at 11:26:05.",
  }),
});
